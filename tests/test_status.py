"""The page for today."""

from conftest import in_process


def test_a_bare_perut_is_the_page_for_today(perut):
    assert perut().out == perut("status").out
    assert "action done" in perut("status", "--format", "markdown", "--as-of", "2026-11-24").out


def test_it_says_how_old_the_newest_copy_is(perut):
    assert "backup" in perut("status", "--format", "markdown").out.lower()
    perut("backup")
    assert "No backup yet" not in perut("status", "--format", "markdown").out


def test_without_a_database_a_bare_perut_is_the_help(tmp_path):
    done = in_process(db=tmp_path / "none.db")
    assert (done.code, "perut demo" in done.out) == (0, True)
