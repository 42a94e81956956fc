"""The laws of the contract: what must hold of records, checked on the rows as they will be; and
no row takes the key of another record.
"""

from collections.abc import Callable
from typing import NamedTuple

from perut_cli.core.errors import Problem
from perut_cli.core.settings import parsed
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault
from perut_cli.store.columns import StoredColumn, key_sql
from perut_cli.store.importing import frozen
from perut_cli.store.importing.match import match_parts
from perut_cli.store.importing.staging import Staging


class Law(NamedTuple):
    """A law of a sheet: the word at fault, an error number, SQL that is true where it is broken,
    the sentence, and what to do where that isn't plain.
    """

    word: str
    number: str
    broken: str
    reason: T
    hint: Text = ""


_STATES = {
    "open": "done_on <> '' OR verified_on <> '' OR verified_by <> ''",
    "done": "done_on = '' OR verified_on <> ''",
    "verified": "done_on = '' OR verified_on = '' OR verified_by = ''",
    "dropped": "done_on = '' OR verified_on <> ''",
}
_STATE_LAWS = {
    "open": T(
        "an open follow-up has neither done_on, verified_on nor verified_by",
        "tindak lanjut terbuka tidak punya selesai_tanggal, diverifikasi_tanggal atau "
        "diverifikasi_oleh",
    ),
    "done": T(
        "a done follow-up has done_on and no verified_on",
        "tindak lanjut selesai punya selesai_tanggal tanpa diverifikasi_tanggal",
    ),
    "verified": T(
        "a verified follow-up has done_on, verified_on and verified_by",
        "tindak lanjut yang diverifikasi punya selesai_tanggal, diverifikasi_tanggal dan "
        "diverifikasi_oleh",
    ),
    "dropped": T(
        "a dropped follow-up has done_on, the day it was dropped, and no verified_on",
        "tindak lanjut yang dihentikan punya selesai_tanggal, hari dihentikan, tanpa "
        "diverifikasi_tanggal",
    ),
}

LAWS: dict[str, tuple[Law, ...]] = {
    "village": (
        Law(
            "locus_until",
            "P060",
            "locus_until <> '' AND locus_since = ''",
            T("locus_until needs locus_since", "lokus_sampai perlu lokus_sejak"),
        ),
        Law(
            "locus_until",
            "P060",
            "locus_until <> '' AND locus_until < locus_since",
            T("locus_until is before locus_since", "lokus_sampai mendahului lokus_sejak"),
        ),
    ),
    "post": (
        Law(
            "until",
            "P060",
            "until <> '' AND until < since",
            T("until is before since", "sampai mendahului sejak"),
        ),
    ),
    "session": (
        Law(
            "end_time",
            "P060",
            "end_time <> '' AND end_time < start_time",
            T("end_time is before start_time", "jam_selesai mendahului jam_mulai"),
        ),
        Law(
            "agreed_next",
            "P060",
            "agreed_next <> '' AND agreed_next < session_date",
            T("agreed_next is before the session", "kesepakatan_berikutnya mendahului sesi"),
        ),
    ),
    "plan": (
        Law(
            "moved_to",
            "P061",
            "(plan_state = 'moved') <> (moved_to <> '')",
            T(
                "a moved plan has moved_to, and no other has",
                "jadwal yang dipindah punya dipindah_ke, yang lain tidak",
            ),
        ),
        Law(
            "moved_to",
            "P061",
            "moved_to = plan_date",
            T("moved_to is the day of the plan itself", "dipindah_ke adalah harinya sendiri"),
        ),
    ),
    "action": (
        *(
            Law(
                "action_state",
                "P062",
                f"action_state = '{state}' AND ({broken})",
                _STATE_LAWS[state],
            )
            for state, broken in _STATES.items()
        ),
        Law(
            "done_on",
            "P060",
            "done_on <> '' AND done_on < opened_on",
            T("done_on is before opened_on", "selesai_tanggal mendahului dibuka_tanggal"),
        ),
        Law(
            "verified_on",
            "P060",
            "verified_on <> '' AND verified_on < done_on",
            T("verified_on is before done_on", "diverifikasi_tanggal mendahului selesai_tanggal"),
        ),
        Law(
            "verified_by",
            "P063",
            "verified_by <> '' AND folded(verified_by) = folded(responsible)",
            T("whoever did it can't verify it", "yang mengerjakan tidak boleh memverifikasi"),
        ),
    ),
    "finding": (
        Law(
            "indicator_code",
            "P064",
            "indicator_id IS NOT NULL AND instrument_id IS NULL",
            T("indicator_code needs instrument_code", "kode_indikator perlu kode_instrumen"),
        ),
        Law(
            "repeat_of",
            "P065",
            "repeat_of IS NOT NULL AND id IN (WITH RECURSIVE earlier (id) AS (SELECT "
            "a.repeat_of UNION "
            "SELECT f.repeat_of FROM earlier JOIN finding AS f ON f.id = earlier.id WHERE "
            "f.repeat_of IS NOT NULL) SELECT id FROM earlier)",
            T(
                "a finding can't repeat itself, nor one that repeats it",
                "temuan tidak bisa mengulang dirinya atau yang mengulangnya",
            ),
        ),
        Law(
            "session_code",
            "P066",
            "session_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session AS x WHERE x.id = "
            "session_id AND "
            "(x.village_id = a.village_id OR EXISTS (SELECT 1 FROM session_village AS y WHERE "
            "y.session_id = x.id AND y.village_id = a.village_id)))",
            T("the session was not in this village", "sesinya tidak di desa ini"),
        ),
        Law(
            "assessment_code",
            "P066",
            "assessment_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM assessment AS x WHERE x.id = assessment_id AND x.village_id = "
            "a.village_id)",
            T("the assessment is of another village", "penilaiannya dari desa lain"),
        ),
        Law(
            "repeat_of",
            "P066",
            "repeat_of IS NOT NULL AND EXISTS (SELECT 1 FROM finding AS x WHERE x.id = "
            "a.repeat_of AND x.village_id <> a.village_id)",
            T("the earlier finding is of another village", "temuan terdahulu dari desa lain"),
        ),
    ),
    "official": (
        Law(
            "village_code",
            "P256",
            "EXISTS (SELECT 1 FROM assessment AS x WHERE x.official_id = a.id "
            "AND x.village_id <> a.village_id)",
            T(
                "this person was assessed in the former village",
                "orang ini dinilai di desa yang lama",
            ),
            T(
                "`perut official move OFFICIAL --village VILLAGE --position POSITION --since DATE` "
                "makes a record there and keeps this one",
                "`perut aparatur pindah APARATUR --desa DESA --jabatan JABATAN --sejak TANGGAL` "
                "membuat catatan di sana dan mempertahankan yang ini",
            ),
        ),
    ),
    "assessment": (
        Law(
            "official_name",
            "P067",
            "(official_id IS NULL) = (SELECT i.subject = 'official' FROM instrument AS i WHERE "
            "i.id = instrument_id)",
            T(
                "an instrument for officials needs official_name, one for villages has none",
                "instrumen aparatur perlu nama_aparatur, instrumen desa tidak",
            ),
        ),
    ),
    "obligation": (
        Law(
            "valid_until",
            "P060",
            "valid_until <> '' AND valid_until < valid_from",
            T("valid_until is before valid_from", "berlaku_sampai mendahului berlaku_sejak"),
        ),
    ),
    "document": (
        Law(
            "document_date",
            "P060",
            "document_date <> '' AND document_state <> 'reserved' "
            "AND CAST(substr(document_date, 1, 4) AS INTEGER) <> year",
            T("document_date is in another year", "tanggal_naskah di tahun lain"),
        ),
        Law(
            "replaces",
            "P331",
            "replaces <> '' AND replaces = document_code",
            T("a paper can't replace itself", "naskah tidak bisa menggantikan dirinya"),
        ),
    ),
    "filling": (
        Law(
            "filled",
            "P068",
            "filled > total",
            T("filled is more than total", "terisi lebih dari total"),
        ),
        Law(
            "wrong",
            "P068",
            "wrong IS NOT NULL AND (checked IS NULL OR wrong > checked)",
            T("wrong is more than checked", "salah lebih dari diperiksa"),
        ),
    ),
}


def broken_laws(staging: Staging) -> list[Problem]:
    """The problems of staged rows against the laws of their sheet."""
    found = [*_of_laws(staging, LAWS.get(staging.sheet.name, ())), *taken_keys(staging)]
    more = _BEYOND_SQL.get(staging.sheet.name)
    return [*found, *more(staging)] if more else found


def _of_laws(staging: Staging, laws: tuple[Law, ...]) -> list[Problem]:
    rows = f"FROM {staging.after()} AS a WHERE act <> 'same' AND"
    # All at once first: most rows break none.
    if not laws or not staging.store.value(
        f"SELECT EXISTS (SELECT 1 {rows} ({' OR '.join(f'({law.broken})' for law in laws)}))"
    ):
        return []
    return [
        Problem(line, law.word, law.number, law.reason, hint=law.hint)
        for law in laws
        for (line,) in staging.store.select(f"SELECT line {rows} ({law.broken})")
    ]


def _settings(staging: Staging) -> list[Problem]:
    problems = []
    for line, key, value in staging.store.rows(
        f"SELECT line, setting, value FROM {staging.after()} AS a"
    ):
        try:
            parsed(key, value)
        except Fault as fault:
            problems.append(
                Problem(
                    line,
                    "setting" if fault.number == "P038" else "value",
                    fault.number,
                    fault.reason,
                    value,
                    0,
                    fault.hint,
                )
            )
    return problems


_BEYOND_SQL: dict[str, Callable[[Staging], list[Problem]]] = {
    "instrument": frozen.instrument_in_use,
    "indicator": frozen.instrument_in_use,
    "setting": _settings,
    "assessment": frozen.moved_version,
    "document": frozen.given_numbers,
}
"""Laws of what stood there before, and of the program's own lists."""


def taken_keys(staging: Staging) -> list[Problem]:
    """Changed rows whose match columns are those of another record, or of an earlier row."""
    keys = match_parts(staging.sheet)
    moved = f"SELECT EXISTS (SELECT 1 FROM {staging.table} WHERE act = 'changed')"
    if not keys or not staging.store.value(moved):
        return []
    found = _recorded(staging, keys)
    told = {problem.line for problem in (*found, *staging.problems)}
    return [*found, *(problem for problem in _twice(staging, keys) if problem.line not in told)]


def _recorded(staging: Staging, keys: tuple[StoredColumn, ...]) -> list[Problem]:
    name = staging.sheet.name
    same = " AND ".join(map(_of_one_key, keys))
    rows = staging.store.rows(
        f"SELECT a.line, {key_sql(staging.sheet, 't.id')} FROM {staging.after()} AS a "
        f"JOIN {name} AS own ON own.id = a.id CROSS JOIN {name} AS t ON {same} "
        "WHERE a.act = 'changed' AND t.id <> a.id"
    )
    reason = T("this is already recorded as {key}", "ini sudah tercatat sebagai {key}")
    hint = T(
        "correct what tells the two apart, or change {key} first",
        "perbaiki yang membedakan keduanya, atau ubah dahulu {key}",
    )
    word = staging.sheet.arguments[0]
    return [
        Problem(line, word, "P053", reason.format(key=key), "", 0, hint.format(key=key))
        for line, key in rows
    ]


def _of_one_key(part: StoredColumn) -> str:
    """SQL for whether a column of row `a`, which was `own`, is that of another record `t`."""
    column = part.column
    if part.sheet and not part.required:
        return f"ifnull(t.{column}, 0) = ifnull(a.{column}, 0)"
    if part.code:
        # Where two laptops made codes that differ by case, both stay as they are.
        return (
            f"lower(t.{column}) = lower(a.{column}) "
            f"AND (t.{column} = a.{column} OR own.{column} <> a.{column})"
        )
    return f"t.{column} = a.{column}"


def _twice(staging: Staging, keys: tuple[StoredColumn, ...]) -> list[Problem]:
    columns = ", ".join(f"a.{part.column}" for part in keys)
    rows = staging.store.rows(
        f"SELECT line, first FROM (SELECT a.line, min(a.line) OVER (PARTITION BY {columns}) AS "
        f"first FROM {staging.after()} AS a) WHERE line > first"
    )
    reason = T("the same key as line {first}", "kunci sama dengan baris {first}")
    hint = T("keep one of lines {first} and {line}", "sisakan satu dari baris {first} dan {line}")
    return [
        Problem(
            line,
            staging.sheet.arguments[0],
            "P050",
            reason.format(first=first),
            "",
            0,
            hint.format(first=first, line=line),
        )
        for line, first in rows
    ]
