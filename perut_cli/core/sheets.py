"""What goes in: every kind of record as a choice of words with a key, in the order of import."""

from typing import NamedTuple

from perut_cli.core.fields import COUNT, Field
from perut_cli.core.text import T
from perut_cli.core.vocabulary import IN_SHEETS, SHOWN_NAMES, WORDS


class Column(NamedTuple):
    """A word in a sheet. `default` is what an empty cell means on a new row; the keys `match` find
    a row again.
    """

    field: Field
    required: bool
    match: bool
    default: str = ""

    @property
    def key(self) -> str:
        """The word's key."""
        return self.field.key


class Reference(NamedTuple):
    """Words that name a record of another sheet and become one id column. `listed`: a list of them
    in a child table. `lead`: which of the words can't be left out, the last but where the others
    only narrow down the first.
    """

    words: tuple[str, ...]
    sheet: str
    column: str
    listed: str = ""
    lead: int = -1


class Sheet(NamedTuple):
    """A kind of record, with all that is special about it.

    `key` is its code, blank where the match columns themselves are the key; `dated` its day;
    `has_generated_code`: a blank code is made. `owner`: the sheet whose records hold these rows,
    which have no id of their own but are told apart by `part_id`. `frozen`: what stays once an
    assessment rests on it. `wide`: the words that a wide file has as columns instead. `host`: the
    word whose record lends its village where that is blank. `together`: words that a law ties;
    where two laptops wrote them, one laptop's are taken whole.
    """

    name: str
    alias: str
    title: T
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    key: str = ""
    dated: str = ""
    has_generated_code: bool = False
    owner: str = ""
    part_id: str = ""
    frozen: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    host: str = ""
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def id_columns(self) -> tuple[str, ...]:
        """The columns of the table that tell its rows apart."""
        return (f"{self.owner}_id", self.part_id) if self.owner else ("id",)

    @property
    def words(self) -> tuple[str, ...]:
        """The keys of all columns in order."""
        return tuple(column.key for column in self.columns)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all columns in order."""
        return tuple(column.field for column in self.columns)

    @property
    def match(self) -> tuple[str, ...]:
        """The columns that find a row again."""
        return tuple(column.key for column in self.columns if column.match)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words that name one record on the command line."""
        if self.owner:
            return tuple(column.removesuffix("_id") + "_code" for column in self.id_columns)
        return (self.key,) if self.key else self.match

    def column(self, name: str) -> Column:
        """The column of a word."""
        for column in self.columns:
            if column.field.key == name:
                return column
        raise KeyError(name)


def _sheet(
    name: str,
    alias: str,
    title: T,
    spec: str,
    references: str = "",
    together: str = "",
    frozen: str = "",
    wide: str = "",
    **more: object,
) -> Sheet:
    return Sheet(
        name,
        alias,
        title,
        tuple(_column(name, word) for word in spec.split()),
        tuple(map(_reference, references.split())),
        together=tuple(tuple(group.split("+")) for group in together.split()),
        frozen=tuple(frozen.split()),
        wide=tuple(wide.split()),
        **more,  # type: ignore[arg-type]
    )


def _column(sheet: str, spec: str) -> Column:
    # word! is required and matches, word* is required, word~ matches; word=x has the default x.
    # word# is a whole number in this sheet, whatever it is in a report.
    name, _, default = spec.partition("=")
    mark = name[-1] if name[-1] in "!*~" else ""
    word = name.rstrip("!*~")
    key = word.rstrip("#")
    field = IN_SHEETS.get((sheet, key), WORDS[key])
    if word.endswith("#"):
        field = field._replace(kind=COUNT, low=0, high=None, decimals=0)
    return Column(field, mark in ("!", "*"), mark in ("!", "~"), default.replace("+", " "))


def _reference(spec: str) -> Reference:
    # words>sheet>column, or words>sheet>column>child table; words are joined by +, the one that
    # leads is marked by !, else it is the last.
    names, sheet, column, *child = spec.split(">")
    words = names.split("+")
    lead = next((place for place, word in enumerate(words) if word.endswith("!")), -1)
    plain = tuple(word.rstrip("!") for word in words)
    return Reference(plain, sheet, column, child[0] if child else "", lead)


_VILLAGE = "village_code>village>village_id"
_OFFICIAL = "village_code+official_name>official>official_id"
_INSTRUMENT = "instrument_code!+instrument_version>instrument>instrument_id"
BANDS = "0:perlu+pendampingan;60:berkembang;80:mandiri"

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        _sheet(
            "setting", "pengaturan", T("Settings", "Pengaturan"), "setting! value", key="setting"
        ),
        _sheet(
            "heading",
            "judul-kolom",
            T("Headers of the office", "Judul kolom kantor"),
            "sheet! written_as! word*",
        ),
        _sheet(
            "village",
            "desa",
            T("Villages", "Desa"),
            "village_code! village_name* also_named locus_since locus_until village_note",
            key="village_code",
            together="locus_since+locus_until",
        ),
        _sheet(
            "official",
            "aparatur",
            T("Village officials", "Aparatur desa"),
            "official_code village_code! official_name! sex education phone staff_number "
            "official_note",
            _VILLAGE,
            key="official_code",
            has_generated_code=True,
        ),
        _sheet(
            "post",
            "jabatan",
            T("Posts", "Jabatan"),
            "village_code! official_name! position! since~ until",
            _OFFICIAL,
            dated="since",
            together="since+until",
        ),
        _sheet(
            "mentor",
            "pendamping",
            T("Mentors", "Pendamping"),
            "mentor_code! mentor_name* nip mentor_position",
            key="mentor_code",
        ),
        _sheet(
            "topic",
            "topik",
            T("Topics", "Topik"),
            "topic_code! topic_name* legal_basis",
            key="topic_code",
        ),
        _sheet(
            "holiday",
            "hari-libur",
            T("Holidays", "Hari libur"),
            "date! name",
            dated="date",
        ),
        _sheet(
            "instrument",
            "instrumen",
            T("Instruments", "Instrumen"),
            f"instrument_code! instrument_version! instrument_title* subject* target "
            f"bands*={BANDS}",
            frozen="bands target subject",
            together="target+bands",
        ),
        _sheet(
            "indicator",
            "indikator",
            T("Indicators", "Indikator"),
            "instrument_code! instrument_version! indicator_code! item_order dimension* "
            "indicator_text* weight=1 max_score* critical=no options legal_basis feedback source",
            f"{_INSTRUMENT} dimension>dimension>dimension_id",
            frozen="weight max_score critical options dimension indicator_code instrument_version",
            together="max_score+options",
        ),
        _sheet(
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
        _sheet(
            "attendance",
            "kehadiran",
            T("Attendance", "Kehadiran"),
            "session_code! village_code~ official_name! present=yes attendance_note",
            "session_code>session>session_id "
            "session_code+village_code+official_name>official>official_id",
            host="session_code",
        ),
        _sheet(
            "photo",
            "foto",
            T("Photos of visits", "Foto kunjungan"),
            "session_code! evidence! evidence_sha256 photo_date caption",
            "session_code>session>session_id",
            dated="photo_date",
            together="evidence+evidence_sha256",
        ),
        _sheet(
            "plan",
            "jadwal",
            T("Plans", "Jadwal"),
            "village_code! plan_date! kind! topics mentor_code plan_state=planned reason "
            "moved_to session_code",
            f"{_VILLAGE} topics>topic>topic_id>plan_topic mentor_code>mentor>mentor_id "
            f"session_code>session>session_id",
            dated="plan_date",
            together="plan_state+reason+moved_to+session_code",
        ),
        _sheet(
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
        _sheet(
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
        _sheet(
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
        ),
        _sheet(
            "action",
            "tindak-lanjut",
            T("Follow-ups", "Tindak lanjut"),
            "action_code finding_code! action_text! responsible due action_state=open "
            "opened_on=finding_date done_on verified_on verified_by evidence evidence_sha256",
            "finding_code>finding>finding_id",
            key="action_code",
            dated="due",
            has_generated_code=True,
            together="action_state+opened_on+done_on+verified_on+verified_by "
            "evidence+evidence_sha256",
        ),
        _sheet(
            "obligation",
            "kewajiban",
            T("Obligations", "Kewajiban"),
            "obligation_code! obligation_title* basis due_rule* recipient valid_from "
            "valid_until obligation_note",
            key="obligation_code",
            dated="valid_from",
            together="valid_from+valid_until",
        ),
        _sheet(
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
        _sheet(
            "filling",
            "pengisian",
            T("Fillings", "Pengisian"),
            "village_code! application! part! filling_date! filled* total#* checked wrong "
            "operator filling_note",
            _VILLAGE,
            dated="filling_date",
            together="filled+total+checked+wrong",
        ),
        _sheet(
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
