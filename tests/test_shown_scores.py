"""Scores as people see them: on their own side of every limit, without a minus before nothing."""

import re
from contextlib import contextmanager

import pytest
from conftest import in_process

from perut_cli.store.db import Store

NEARLY = {"2001": ("79.99", "79.96"), "2002": ("59.99", "59.96")}
"""Villages just below the target and just below a band, which went down by less than a tenth."""

SCREENS = [
    ("report", "progress", "--format", "github"),
    ("report", "trend", "--format", "github"),
    ("report", "trend", "--format", "svg"),
    ("report", "progress", "--format", "svg"),
    ("report", "progress", "--format", "html"),
    ("report", "village", "2001", "--format", "markdown"),
    ("report", "village", "2002", "--format", "html"),
    ("report", "priority", "--format", "github"),
    ("report", "summary"),
]


@pytest.fixture(scope="module")
def nearly(tmp_path_factory):
    """An office of two villages whose scores round to the target and to the start of a band."""
    folder = tmp_path_factory.mktemp("nearly")
    path = folder / "perut.db"
    villages = folder / "villages.csv"
    villages.write_text("code,name\n63.11.03.2001,Satu\n63.11.03.2002,Dua\n")
    made = in_process("init", "--district-code", "63.11.03", "--villages", str(villages), db=path)
    assert made.code == 0, made.err
    lines = [
        "instrument add --instrument-code NEAR --instrument-version 1 --instrument-title Near "
        '--subject village --target 80 --bands "0:rendah;60:sedang;80:tinggi"',
        "indicator add NEAR 1 N1 --dimension D --indicator-text X --max-score 100",
        "setting edit village_instrument --value NEAR",
    ]
    for village, (first, last) in NEARLY.items():
        for day, stage, score in (
            ("2026-02-01", "baseline", first),
            ("2026-11-02", "endline", last),
        ):
            lines.append(
                f"score add --village-code {village} --instrument-code NEAR --assessment-date {day} "
                f"--stage {stage} --indicator-code N1 --score {score}"
            )
    script = in_process("run", "-", "--yes", db=path, stdin="\n".join(lines))
    assert script.code == 0, script.err
    return path


@pytest.mark.parametrize("screen", [*SCREENS, ("page", "-o", "PAGE")], ids=" ".join)
def test_a_score_is_never_shown_as_the_limit_it_is_below(nearly, tmp_path, screen):
    page = tmp_path / "page.html"
    shown = in_process(*(str(page) if word == "PAGE" else word for word in screen), db=nearly)
    assert shown.code == 0, shown.err
    text = page.read_text("utf-8") if "PAGE" in screen else shown.out
    text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"(target|of) 80\.0", "", text)
    assert re.search(r"79\.9|59\.9", text)
    assert not re.search(r"(?<![\d.])(80\.0|60\.0)(?!\d)", text)
    assert not re.search(r"(?<![\w.-])-0(\.0+)?(?![\w.-])", text)


def test_the_mean_of_scores_is_cut_at_the_target_like_a_score(nearly, tmp_path):
    other = tmp_path / "perut.db"
    other.write_bytes(nearly.read_bytes())
    mended = in_process(
        *("score", "add", "--village-code", "2002", "--instrument-code", "NEAR"),
        *("--assessment-date", "2026-11-20", "--stage", "endline", "--indicator-code", "N1"),
        *("--score", "79.97"),
        db=other,
    )
    assert mended.code == 0, mended.err
    shown = in_process("report", "progress", "--format", "table", db=other).out
    assert "mean 79.9, median 79.9" in shown


def test_a_score_is_never_shown_as_the_pass_mark_it_is_below(nearly, tmp_path):
    other = tmp_path / "perut.db"
    other.write_bytes(nearly.read_bytes())
    lines = (
        "setting edit pass_mark --value 70\n"
        "score add --village-code 2002 --instrument-code NEAR --assessment-date 2026-11-20 "
        "--stage endline --indicator-code N1 --score 69.96\n"
    )
    assert in_process("run", "-", "--yes", db=other, stdin=lines).code == 0
    shown = in_process("report", "progress", "--format", "github", db=other).out
    assert ("69.9 " in shown, "70.0 " in shown) == (True, False)


@contextmanager
def counted(monkeypatch):
    """How often each long statement is read, with its values."""
    seen: dict[tuple[str, str], int] = {}

    def counting(read):
        def wrapped(store, sql, values=()):
            if "findings" in sql or "made AS" in sql or "opened_on" in sql:
                seen[sql, repr(values)] = seen.get((sql, repr(values)), 0) + 1
            return read(store, sql, values)

        return wrapped

    with monkeypatch.context() as patch:
        for name in ("select", "rows"):
            patch.setattr(Store, name, counting(getattr(Store, name)))
        yield seen


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "priority", "muara", "priority"),
        ("report", "summary"),
        ("report", "village", "muara"),
        ("status",),
        ("plan", "generate", "--until", "2026-12-24", "--dry-run"),
    ],
    ids=" ".join,
)
def test_what_is_to_be_done_is_worked_out_once(perut, monkeypatch, command):
    with counted(monkeypatch) as seen:
        shown = perut(*command)
    assert shown.code == 0, shown.err
    assert seen
    assert {sql: times for (sql, _), times in seen.items() if times > 1} == {}


def test_a_script_sees_what_it_wrote_between_two_reports(perut):
    """What is kept for one answer is not kept beyond a change."""
    lines = "report actions --format csv\naction edit {code} --action-state done --done-on 2026-11-24\nreport actions --format csv"
    before = perut("report", "actions", "--format", "csv").out.splitlines()
    code = next(line.split(",")[0] for line in before[1:] if ",open," in line)
    both = perut("run", "-", "--yes", stdin=lines.format(code=code))
    assert both.code == 0, both.err
    states = [line for line in both.out.splitlines() if line.startswith(f"{code},")]
    assert [",open," in line for line in states] == [True, False]
