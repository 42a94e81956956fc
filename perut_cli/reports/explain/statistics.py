"""Where the numbers of effect, agreement and quality come from."""

from perut_cli.core.fields import SEPARATOR
from perut_cli.core.table import Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.explain.cells import cell, not_found, page, row_by
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.agreement import DAYS, agreement, doubles, scale
from perut_cli.reports.scores.effect import effect, rises
from perut_cli.reports.scores.quality import (
    FEWEST_ANSWERS,
    FEWEST_MONTHS,
    LAST_DAYS,
    LATE_DAYS,
    quality,
)
from perut_cli.reports.scores.units import yardstick
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.lookup import fits

_COEFFICIENTS = {
    "pairs": T("answers that both gave to the same", "jawaban keduanya atas hal yang sama"),
    "exact_share": T("100 · same scores / pairs", "100 · nilai sama / pasangan"),
    "near_share": T(
        "100 · pairs at most one level apart / pairs",
        "100 · pasangan berselisih paling banyak satu tingkat / pasangan",
    ),
    "kappa": T(
        "(observed - chance) / (1 - chance), chance from both assessors' own shares (Cohen 1960)",
        "(teramati - kebetulan) / (1 - kebetulan), kebetulan dari porsi masing-masing penilai "
        "(Cohen 1960)",
    ),
    "ac1": T(
        "(observed - chance) / (1 - chance), chance = Σ p·(1 - p) / (levels - 1), "
        "p the mean share of a level (Gwet 2008)",
        "(teramati - kebetulan) / (1 - kebetulan), kebetulan = Σ p·(1 - p) / (tingkat - 1), "
        "p porsi rata-rata satu tingkat (Gwet 2008)",
    ),
    "ac2_linear": T(
        "as AC1, near scores counting in part: 1 - levels apart / levels at most (Gwet 2014)",
        "seperti AC1, nilai berdekatan dihitung sebagian: "
        "1 - selisih tingkat / selisih terbesar (Gwet 2014)",
    ),
    "ac2_quadratic": T(
        "as AC1, near scores counting in part: 1 - (levels apart / levels at most)² (Gwet 2014)",
        "seperti AC1, nilai berdekatan dihitung sebagian: "
        "1 - (selisih tingkat / selisih terbesar)² (Gwet 2014)",
    ),
    "leniency": T(
        "100 · mean of (first - second) / maximum",
        "100 · rata-rata (pertama - kedua) / nilai maksimum",
    ),
    "agreement_word": T(
        "the word of Landis and Koch 1977 for AC1, from 20 answers on",
        "sebutan Landis dan Koch 1977 untuk AC1, mulai 20 jawaban",
    ),
}

_ASKED = {
    "outlier": T(
        "modified z-score 0.6745 · (x - median) / MAD of the latest totals beyond 3.5, "
        "from five on (Iglewicz & Hoaglin 1993)",
        "skor z termodifikasi 0,6745 · (x - median) / MAD dari nilai terakhir melebihi 3,5, "
        "mulai lima nilai (Iglewicz & Hoaglin 1993)",
    ),
    "late": T(
        "day of entry minus day of the record above {late} days",
        "hari dimasukkan dikurangi hari catatan lebih dari {late} hari",
    ),
    "copied": T(
        "all scores the same as in another final by the same version, {answers} "
        "{answers:answer|answers} or more, not all equal",
        "semua nilai sama dengan penilaian final lain berversi sama, paling sedikit {answers} "
        "jawaban, "
        "tidak semuanya setara",
    ),
    "equal": T(
        "{answers} {answers:answer|answers} or more, all the same part of their maximum",
        "paling sedikit {answers} jawaban, semuanya porsi yang sama dari maksimumnya",
    ),
    "two_places": T(
        "two sessions of one mentor in different villages whose hours overlap",
        "dua sesi satu pendamping di desa berbeda yang jamnya bertindihan",
    ),
    "twin": T(
        "two people of one village whose names differ only in titles or spelling",
        "dua orang satu desa yang namanya hanya beda gelar atau ejaan",
    ),
    "month_end": T(
        "visits in {months} {months:month|months} or more, all on the last {days} {days:day|days} "
        "of a month",
        "kunjungan dalam {months} bulan atau lebih, semuanya pada {days} hari terakhir bulan",
    ),
}

_RISE = T(
    "mean of 100 · (f at the latest - f at the baseline); an indicator was worked on if a "
    "session of the village names "
    "it on a day from the baseline on and before the latest: {taught_gain} over {taught} "
    "villages where it was, "
    "{untaught_gain} over {untaught} others",
    "rata-rata 100 · (f terakhir - f awal); indikator dikerjakan bila disebut dalam sesi desa "
    "itu pada hari sejak "
    "penilaian awal dan sebelum penilaian terakhir: {taught_gain} di {taught} desa yang "
    "mengerjakannya, "
    "{untaught_gain} di {untaught} desa lainnya",
)

_SAME = T(
    "same village, indicator and stage, at most {days} {days:day|days} apart",
    "desa, indikator, dan tahap yang sama, berselang paling lama {days} hari",
)


def effect_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report effect`; the key is an indicator's code."""
    table = effect(store, scope)
    number = cell(table, row_by(table, key, "indicator_code"), key, column)
    code = number.row["indicator_code"]
    villages: dict[int, str] = dict(store.rows("SELECT id, village_code FROM village"))
    rows = [
        (
            villages[rise.village_id],
            "yes" if rise.taught else "no",
            100 * rise.before,
            100 * rise.after,
            rise.points,
        )
        for rise in rises(store, scope, yardstick(store, scope, "village"))
        if rise.indicator_code == code
    ]
    figures = {
        name: figure(number.row[name])
        for name in ("taught", "taught_gain", "untaught", "untaught_gain")
    }
    columns = tuple(
        field._replace(label=T("Worked on", "Dibina")) if field.key == "chosen" else field
        for field in words("village_code chosen baseline latest gain")
    )
    return page(
        number,
        code,
        [_RISE.format(**figures), Table(T("Answers", "Jawaban"), columns, rows, name="answers")],
    )


def agreement_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report agreement`; the key is `FIRST|SECOND`, and `|LEVELS` after it where
    there are several.
    """
    table = agreement(store, scope)
    number = cell(table, _sides(table, key), key, column)
    asked = tuple(number.row[name] for name in ("mentor_code", "second_mentor", "levels"))
    answers = [
        (double.village_code, double.indicator_code, double.score, double.second_score)
        for double in doubles(store, scope, yardstick(store, scope))
        if (double.side.mentor_code, double.side.second_mentor, scale(double.side)) == asked
    ]
    formula = [_COEFFICIENTS[number.field.key]] if number.field.key in _COEFFICIENTS else []
    columns = words("village_code indicator_code score second_score")
    behind = Table(T("Answers", "Jawaban"), columns, answers, name="answers")
    return page(number, f"{asked[0]} / {asked[1]}", [*formula, _SAME.format(days=DAYS), behind])


def quality_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any question of `report quality`; the key is the record's, or the village's code where it
    stands alone.
    """
    table = quality(store, scope)
    number = cell(table, row_by(table, key, "key", "village_code"), key, column)
    parameters = {
        "late": LATE_DAYS,
        "answers": FEWEST_ANSWERS,
        "months": FEWEST_MONTHS,
        "days": LAST_DAYS,
    }
    return page(
        number,
        key,
        [
            _ASKED[number.row["item"]].format(**parameters),
            same_in_both(str(number.row["question"])),
        ],
    )


def _sides(table: Table, key: str) -> Row | None:
    rows = list(table.rows)
    fit = [row for row in rows if SEPARATOR.join(row[:3]) == key] or [
        row for row in rows if SEPARATOR.join(row[:2]) == key
    ]
    if len(fit) > 1:
        raise not_found(fits(key, (SEPARATOR.join(row[:3]) for row in fit)))
    return fit[0] if fit else None
