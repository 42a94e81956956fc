"""Every kind of record as a choice of words with a key, in the order of import."""

from perut_cli.core.sheet import Sheet, record_type
from perut_cli.core.text import T
from perut_cli.core.vocabulary import SHOWN_NAMES

_VILLAGE = "village_code>village>village_id"
_OFFICIAL = "village_code+official_name>official>official_id"
_INSTRUMENT = "instrument_code!+instrument_version>instrument>instrument_id"
BANDS = "0:perlu+pendampingan;60:berkembang;80:mandiri"

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        record_type(
            "setting",
            "pengaturan",
            T("Settings", "Pengaturan"),
            "setting! value",
            key="setting",
            kinds_by_key=True,
            at_start=True,
        ),
        record_type(
            "heading",
            "judul-kolom",
            T("Headers of the office", "Judul kolom kantor"),
            "sheet! written_as! word*",
            at_start=True,
        ),
        record_type(
            "village",
            "desa",
            T("Villages", "Desa"),
            "village_code! village_name* also_named locus_since locus_until village_note",
            key="village_code",
            codes_of_state=True,
            together="locus_since+locus_until",
            at_start=True,
        ),
        record_type(
            "official",
            "aparatur",
            T("Village officials", "Aparatur desa"),
            "official_code village_code! official_name! sex education phone staff_number "
            "official_note",
            _VILLAGE,
            key="official_code",
            has_generated_code=True,
            named_by="official_name",
        ),
        record_type(
            "post",
            "jabatan",
            T("Posts", "Jabatan"),
            "village_code! official_name! position! since~ until",
            _OFFICIAL,
            dated="since",
            together="since+until",
        ),
        record_type(
            "mentor",
            "pendamping",
            T("Mentors", "Pendamping"),
            "mentor_code! mentor_name* nip mentor_position",
            key="mentor_code",
        ),
        record_type(
            "topic",
            "topik",
            T("Topics", "Topik"),
            "topic_code! topic_name* legal_basis",
            key="topic_code",
            at_start=True,
        ),
        record_type(
            "holiday", "hari-libur", T("Holidays", "Hari libur"), "date! name", dated="date"
        ),
        record_type(
            "instrument",
            "instrumen",
            T("Instruments", "Instrumen"),
            f"instrument_code! instrument_version! instrument_title* subject* target "
            f"bands*={BANDS}",
            frozen="bands target subject",
            together="target+bands",
            at_start=True,
        ),
        record_type(
            "indicator",
            "indikator",
            T("Indicators", "Indikator"),
            "instrument_code! instrument_version! indicator_code! item_order dimension* "
            "indicator_text* weight=1 max_score* critical=no options legal_basis feedback source",
            f"{_INSTRUMENT} dimension>dimension>dimension_id",
            frozen="weight max_score critical options dimension indicator_code instrument_version",
            together="max_score+options",
            at_start=True,
        ),
        record_type(
            "session",
            "sesi",
            T("Sessions", "Sesi"),
            "session_code village_code! session_date! start_time~ end_time kind! other_villages "
            "topics mode=visit place letter_number mentors summary worked_on guests agreed_next",
            f"{_VILLAGE} other_villages>village>village_id>session_village "
            "topics>topic>topic_id>session_topic mentors>mentor>mentor_id>session_mentor "
            "worked_on>indicator>indicator_id>session_indicator",
            key="session_code",
            dated="session_date",
            has_generated_code=True,
            together="start_time+end_time",
        ),
        record_type(
            "attendance",
            "kehadiran",
            T("Attendance", "Kehadiran"),
            "session_code! village_code~ official_name! present=yes attendance_note",
            "session_code>session>session_id "
            "session_code+village_code+official_name>official>official_id",
            host="session_code",
            whole_key=True,
        ),
        record_type(
            "photo",
            "foto",
            T("Photos of visits", "Foto kunjungan"),
            "session_code! evidence! evidence_sha256 photo_date caption",
            "session_code>session>session_id",
            dated="photo_date",
            together="evidence+evidence_sha256",
        ),
        record_type(
            "plan",
            "jadwal",
            T("Plans", "Jadwal"),
            "village_code! plan_date! kind! topics mentor_code plan_state=planned reason "
            "moved_to session_code",
            f"{_VILLAGE} topics>topic>topic_id>plan_topic mentor_code>mentor>mentor_id "
            f"session_code>session>session_id",
            dated="plan_date",
            ordered_by="plan_date",
            together="plan_state+reason+moved_to+session_code",
            whole_key=True,
        ),
        record_type(
            "assessment",
            "penilaian",
            T("Assessments", "Penilaian"),
            "assessment_code village_code! official_name~ instrument_code! instrument_version "
            "assessment_date! stage! mentor_code~ assessment_state=final session_code "
            "assessment_note",
            f"{_VILLAGE} {_OFFICIAL} {_INSTRUMENT} mentor_code>mentor>mentor_id "
            f"session_code>session>session_id",
            key="assessment_code",
            dated="assessment_date",
            has_generated_code=True,
            together="village_code+official_name",
        ),
        record_type(
            "score",
            "nilai",
            T("Scores", "Nilai"),
            "assessment_code~ village_code~ official_name~ instrument_code~ instrument_version "
            "assessment_date~ stage~ mentor_code~ indicator_code! score na_reason score_note",
            "assessment_code+village_code+official_name+instrument_code+instrument_version+"
            "assessment_date+stage+mentor_code>assessment>assessment_id "
            "indicator_code>indicator>indicator_id",
            dated="assessment_date",
            owner="assessment",
            part_id="indicator_id",
            wide="indicator_code score",
            together="score+na_reason",
        ),
        record_type(
            "finding",
            "temuan",
            T("Findings", "Temuan"),
            "finding_code village_code! finding_date! session_code~ assessment_code "
            "instrument_code indicator_code severity finding_text! repeat_of",
            f"{_VILLAGE} session_code>session>session_id assessment_code>assessment>assessment_id "
            "instrument_code>instrument>instrument_id "
            "instrument_code+indicator_code>indicator>indicator_id repeat_of>finding>repeat_of",
            key="finding_code",
            dated="finding_date",
            has_generated_code=True,
            together="assessment_code+instrument_code+indicator_code",
            prose=("finding_text", "village_id", "finding_date"),
        ),
        record_type(
            "action",
            "tindak-lanjut",
            T("Follow-ups", "Tindak lanjut"),
            "action_code finding_code! action_text! responsible due action_state=open "
            "opened_on=finding_date done_on verified_on verified_by evidence evidence_sha256",
            "finding_code>finding>finding_id",
            key="action_code",
            dated="due",
            has_generated_code=True,
            prose=("action_text", "finding_id"),
            together="action_state+opened_on+done_on+verified_on+verified_by "
            "evidence+evidence_sha256",
        ),
        record_type(
            "obligation",
            "kewajiban",
            T("Obligations", "Kewajiban"),
            "obligation_code! obligation_title* basis due_rule* recipient valid_from "
            "valid_until obligation_note",
            key="obligation_code",
            dated="valid_from",
            together="valid_from+valid_until",
            at_start=True,
        ),
        record_type(
            "submission",
            "penyampaian",
            T("Submissions", "Penyampaian"),
            "village_code! obligation_code! period! due submission_state submitted_on "
            "document_number evidence evidence_sha256 submission_note",
            f"{_VILLAGE} obligation_code>obligation>obligation_id",
            dated="submitted_on",
            wide="obligation_code period",
            together="submission_state+submitted_on evidence+evidence_sha256",
        ),
        record_type(
            "filling",
            "pengisian",
            T("Fillings", "Pengisian"),
            "village_code! application! part! filling_date! filled* total#* checked wrong "
            "operator filling_note",
            _VILLAGE,
            dated="filling_date",
            together="filled+total+checked+wrong",
        ),
        record_type(
            "document",
            "naskah",
            T("Papers", "Naskah"),
            "document_code register! year! sequence! kind document_number document_date subject "
            "recipient village_code session_code signer document_state=issued template_sha256 "
            "file_sha256 replaces",
            f"{_VILLAGE} session_code>session>session_id",
            key="document_code",
            dated="document_date",
            has_generated_code=True,
            together="register+year+sequence+document_number document_state+replaces",
        ),
    )
}
"""Every sheet by name; their order is the order of import, what is referred to first."""

OWNERS = frozenset(sheet.owner for sheet in SHEETS.values() if sheet.owner)
"""The sheets whose records hold rows of another."""

SHOWN_NAMES.update({sheet.name: T(sheet.name, sheet.alias) for sheet in SHEETS.values()})

_ALIASES = {sheet.alias: sheet for sheet in SHEETS.values()}


def owner_of(table: str) -> str:
    """The sheet whose records hold a table's rows, blank where these have an id of their own."""
    return SHEETS[table].owner if table in SHEETS else ""


def sheet_named(name: str) -> Sheet | None:
    """The sheet of a name or alias, in either language."""
    plain = name.strip().lower().replace("_", "-")
    return SHEETS.get(plain) or _ALIASES.get(plain)


def keyed_by(word: str) -> Sheet | None:
    """The sheet whose records a word names."""
    return next((sheet for sheet in SHEETS.values() if sheet.key == word), None)
