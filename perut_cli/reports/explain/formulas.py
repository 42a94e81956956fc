"""Formulas of the contract's section 4 with the figures in them, and the tables that stand behind a
score.
"""

from perut_cli.core import scoring
from perut_cli.core.instruments import write_bands
from perut_cli.core.scoring import Sums
from perut_cli.core.table import Table
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import STAGES, words
from perut_cli.reports.scores.answers import Given, answers, dimension_sums
from perut_cli.reports.scores.units import AssessmentSums, MeasuredVersion, as_json_list
from perut_cli.reports.words import day, figure
from perut_cli.store.db import Store
from perut_cli.store.queries import query

NOTHING = T(
    "no final assessment by that day: blank", "belum ada penilaian final sampai hari itu: kosong"
)


def total(sums: Sums) -> T:
    """The score of a node."""
    if sums.answered <= 0:
        return T(
            "nothing is answered, so there is no score",
            "belum ada yang terjawab, jadi tidak ada nilai",
        )
    return T(
        "score = 100 · Σ w·f / Σ w = 100 · {earned} / {answered} = {value} "
        "(w the weight, f = score / maximum, over the answered indicators)",
        "nilai = 100 · Σ b·f / Σ b = 100 · {earned} / {answered} = {value} "
        "(b bobot, f = nilai / nilai maksimum, atas indikator yang terjawab)",
    ).format(
        earned=figure(sums.earned),
        answered=figure(sums.answered),
        value=figure(scoring.total(sums)),
    )


def coverage(sums: Sums) -> T:
    """The answered part of what applies."""
    if sums.applicable <= 0:
        return T(
            "nothing applies, so there is no coverage",
            "tidak ada yang berlaku, jadi tidak ada cakupan",
        )
    return T(
        "coverage = 100 · answered weight / applicable weight = 100 · {answered} / {applicable} "
        "= {value} %",
        "cakupan = 100 · bobot terjawab / bobot berlaku = 100 · {answered} / {applicable} = "
        "{value} %",
    ).format(
        answered=figure(sums.answered),
        applicable=figure(sums.applicable),
        value=figure(scoring.coverage(sums)),
    )


def bounds(sums: Sums) -> T:
    """Unanswered counted as 0, and as 1."""
    limits = scoring.bounds(sums)
    if limits is None:
        return T(
            "nothing applies, so there are no bounds",
            "tidak ada yang berlaku, jadi tidak ada batas",
        )
    return T(
        "bounds: unanswered as 0: 100 · {earned} / {applicable} = {low}; "
        "unanswered as full: 100 · ({earned} + {blank}) / {applicable} = {high}",
        "batas: yang kosong dianggap 0: 100 · {earned} / {applicable} = {low}; "
        "yang kosong dianggap penuh: 100 · ({earned} + {blank}) / {applicable} = {high}",
    ).format(
        earned=figure(sums.earned),
        applicable=figure(sums.applicable),
        low=figure(limits[0]),
        high=figure(limits[1]),
        blank=figure(max(0.0, sums.applicable - sums.answered)),
    )


def criticals(sums: Sums) -> T:
    """How many critical indicators failed or are blank."""
    return T(
        "critical indicators: {failed} failed (answered below the maximum), {blank} unanswered",
        "indikator kritis: {failed} gagal (dijawab di bawah maksimum), {blank} belum terjawab",
    ).format(failed=sums.critical_failed, blank=sums.critical_blank)


def reached(target: float) -> T:
    """The rule of a target or pass mark."""
    return T(
        "yes if the low bound is at least {target} and no critical is failed or unanswered; "
        "no if the high bound is below {target} or a critical failed; else undetermined",
        "ya bila batas rendah paling sedikit {target} dan tidak ada kritis yang gagal atau kosong; "
        "tidak bila batas tinggi di bawah {target} atau ada kritis yang gagal; selain itu belum "
        "dapat dipastikan",
    ).format(target=figure(target))


def band(version: MeasuredVersion) -> T:
    """The rule of the bands."""
    return T(
        "bands {bands}, lowest bound inclusive; given when both bounds fall in the same one. A "
        "failed critical caps "
        "both at the highest that starts below {target}; an unanswered one leaves a band from "
        "{target} up undetermined",
        "kelas {bands}, batas bawah termasuk; diberikan bila kedua batas jatuh di kelas yang "
        "sama. Kritis yang gagal "
        "menahan keduanya di kelas tertinggi yang mulai di bawah {target}; yang kosong membuat "
        "kelas dari {target} ke "
        "atas belum pasti",
    ).format(bands=write_bands(version.bands), target=figure(version.target))


def gain(baseline: Sums, latest: Sums) -> T:
    """Latest minus baseline."""
    before, after = scoring.total(baseline), scoring.total(latest)
    rise = None if before is None or after is None else after - before
    return T(
        "gain = latest - baseline = {after} - {before} = {rise}",
        "kenaikan = nilai terakhir - nilai awal = {after} - {before} = {rise}",
    ).format(after=figure(after), before=figure(before), rise=figure(rise))


def gap(sums: Sums, target: float) -> T:
    """Points missing to the target."""
    after = scoring.total(sums)
    missing = None if after is None else max(0.0, target - after)
    return T(
        "gap = max(0, target - latest) = max(0, {target} - {after}) = {missing}",
        "jarak = maks(0, target - nilai terakhir) = maks(0, {target} - {after}) = {missing}",
    ).format(target=figure(target), after=figure(after), missing=figure(missing))


def change(baseline: Sums, latest: Sums) -> T:
    """The normalised change of one person."""
    before, after = scoring.total(baseline), scoring.total(latest)
    if before is None or after is None:
        return NOTHING
    found = scoring.normalised_change(before, after)
    figures = {"a": figure(after), "b": figure(before), "value": figure(found.value)}
    if found.word:
        return T(
            "unchanged at {b}: nothing could be gained or lost",
            "tetap di {b}: tidak ada yang bisa naik atau turun",
        ).format(**figures)
    rule = (
        "({a} - {b}) / (100 - {b}) = {value}" if after >= before else "({a} - {b}) / {b} = {value}"
    )
    return T(
        "change = gain / possible gain, or loss / possible loss = " + rule,
        "perubahan = kenaikan / kenaikan yang mungkin, atau turun / turun yang mungkin = " + rule,
    ).format(**figures)


def behind(store: Store, taken: AssessmentSums, dimension: str = "") -> list[Table | Text]:
    """The assessment, its dimensions and its answers; of one dimension only where one is named."""
    given = [one for one in answers(store, taken.assessment_id) if dimension in ("", one.dimension)]
    return [_assessment(store, taken), _dimensions(store, taken), _answers(given)]


def _assessment(store: Store, taken: AssessmentSums) -> T:
    (row,) = store.rows(
        query("scores", "assessments").sql, {"assessments": as_json_list([taken.assessment_id])}
    )
    _, code, _, _, _, version, on, stage, mentor, excluded = row
    asked = taken.sums.applicable + excluded
    label = next(choice.label for choice in STAGES if choice.key == stage)
    return T(
        "assessment {code} of {day}, stage {stage}, version {version}, by {mentor}; "
        "{share} % of the weight does not apply",
        "penilaian {code} tanggal {day}, tahap {stage}, versi {version}, oleh {mentor}; {share} "
        "% bobot tidak berlaku",
    ).format(
        code=code,
        day=day(on),
        stage=label,
        version=version,
        mentor=mentor or "-",
        share=figure(100 * excluded / asked if asked > 0 else 0, 1),
    )


def _dimensions(store: Store, sums_kept: AssessmentSums) -> Table:
    rows = [
        (
            name,
            sums.earned,
            sums.answered,
            sums.applicable,
            scoring.total(sums),
            scoring.coverage(sums),
        )
        for name, sums in dimension_sums(store, sums_kept.assessment_id).items()
    ]
    columns = words("dimension earned answered applicable latest coverage")
    return Table(T("Dimensions", "Dimensi"), columns, rows, name="dimensions")


def _answers(answers_given: list[Given]) -> Table:
    rows = [
        (
            answer.indicator_code,
            answer.indicator_text,
            answer.weight,
            answer.score,
            answer.max_score,
            answer.factor,
            answer.critical,
            answer.na_reason,
        )
        for answer in answers_given
    ]
    columns = words(
        "indicator_code indicator_text weight score max_score factor critical na_reason"
    )
    return Table(T("Answers", "Jawaban"), columns, rows, name="answers")
