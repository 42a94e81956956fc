"""Findings and follow-ups through the command line: from a failed indicator to a closing that another has seen."""

import csv
import hashlib
from functools import partial
from io import StringIO

import pytest
from conftest import LATER

FROM = ("finding", "from", "muara")


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def one(perut, code, *columns):
    return rows(perut("action", "show", code, "--format", "csv").out, *columns)[0]


def test_what_failed_is_listed_critical_first_with_its_feedback(perut):
    found = rows(perut(*FROM).out, "indicator_code", "critical", "score", "feedback")
    assert found[0] == (
        "A.3",
        "yes",
        "1",
        "Cocokkan buku dengan barang di lapangan, lalu catat pengadaan tahun terakhir.",
    )
    assert len(found) == 27
    assert len(rows(perut("finding", "list", "--finding-date", "2026-11-12").out)) == 2


def test_chosen_failures_become_findings_with_the_feedback_as_follow_up_in_one_batch(perut):
    made = perut(*FROM, "--indicators", "A.1|b.1", "--due", "2026-12-31", "--responsible", "Sekdes")
    assert "2 findings made, 0 were there" in made.err
    found = rows(made.out, "indicator_code", "severity", "finding_text")
    assert found == [
        ("A.1", "medium", "Buku Peraturan di Desa: 0 / 2"),
        ("B.1", "low", "Buku Induk Penduduk: 1 / 2"),
    ]
    codes = [code for (code,) in rows(made.out, "finding_code")]
    assert rows(
        perut("action", "list", "--finding-code", codes[0]).out, "action_text", "responsible", "due"
    ) == [
        (
            "Catat semua Perdes dan Peraturan Kepala Desa yang berlaku, urut nomor dan tanggal.",
            "Sekdes",
            "2026-12-31",
        )
    ]
    assert "0 findings made, 2 were there" in perut(*FROM, "--indicators", "A.1,B.1").err
    perut("undo", "--yes")
    assert len(rows(perut("finding", "list", "--finding-date", "2026-11-12").out)) == 2


def test_an_indicator_that_did_not_fail_makes_no_finding(perut):
    refused = perut(*FROM, "--indicators", "A.1|B.2")
    assert (refused.code, '"B.2" did not fail in this assessment' in refused.err) == (2, True)


def test_the_same_indicator_found_again_climbs_the_ladder(perut):
    said = [
        perut(
            "finding",
            "add",
            "merah",
            f"2026-0{month}-01",
            "--finding-text",
            f"Buku kas {month}",
            "--instrument-code",
            "DESA",
            "--indicator-code",
            "C.4",
        ).err
        for month in (1, 2, 3)
    ]
    assert ["found" in text for text in said] == [False, True, True]
    assert "found 2 times now: Buku kas 2; remind in writing" in said[1]
    assert "found 3 times now: Buku kas 3; report to the camat" in said[2]
    found = rows(
        perut("finding", "list", "--village-code", "merah").out, "finding_code", "repeat_of"
    )
    assert [before for _, before in found] == ["", found[0][0], found[1][0]]


def test_a_repeat_is_of_the_same_village_and_indicator_and_not_of_a_later_day(perut):
    for village, day, indicator in (
        ("merah", "2026-03-01", "C.4"),
        ("pudak", "2026-03-02", "C.4"),
        ("merah", "2026-03-02", "C.5"),
        ("merah", "2026-02-01", "C.4"),
    ):
        said = perut(
            "finding",
            "add",
            village,
            day,
            "--finding-text",
            "x",
            "--instrument-code",
            "DESA",
            "--indicator-code",
            indicator,
        ).err
        assert "times now" not in said


def test_done_waits_for_another_to_verify_and_that_closes_the_finding(perut):
    perut = partial(perut, now=LATER)
    code = "2014-261112-ZOCB-2WC3"
    assert "it waits for verification" in perut("action", "done", code, "--on", "2026-12-01").err
    assert (
        perut(
            "action",
            "verify",
            code,
            "--by",
            "operator prodeskel BARU (contoh)",
            "--on",
            "2026-12-02",
        ).code
        == 1
    )
    assert (
        "finding 2014-261112-ZOCB is closed"
        in perut("action", "verify", code, "--by", "KP", "--on", "2026-12-02").err
    )
    assert one(perut, code, "action_state", "done_on", "verified_on", "verified_by") == (
        "verified",
        "2026-12-01",
        "2026-12-02",
        "KP",
    )
    assert perut("action", "done", code).code == 5


def test_verifying_what_is_open_needs_the_day_it_was_done(perut):
    perut = partial(perut, now=LATER)
    verify = ("action", "verify", "2014-261112-ZOCB", "--by", "KP", "--on", "2026-12-02")
    assert perut(*verify).code == 1
    assert perut(*verify, "--done-on", "2026-12-01").code == 0
    assert one(perut, "2014-261112-ZOCB-2WC3", "done_on", "verified_on") == (
        "2026-12-01",
        "2026-12-02",
    )


def test_dropping_needs_a_reason_and_the_history_keeps_it(perut):
    perut = partial(perut, now=LATER)
    assert perut("action", "drop", "2014-261112-ZOCB").code == 2
    assert (
        perut(
            "action", "drop", "2014-261112-ZOCB", "--on", "2026-12-02", "--reason", "RT dimekarkan"
        ).code
        == 0
    )
    assert one(perut, "2014-261112-ZOCB-2WC3", "action_state", "done_on", "verified_on") == (
        "dropped",
        "2026-12-02",
        "",
    )
    assert "RT dimekarkan" in perut("history", "--limit", "1").out


def test_a_day_before_the_follow_up_was_opened_is_refused(perut):
    refused = perut("action", "done", "2014-261112-ZOCB", "--on", "2026-11-01")
    assert (refused.code, "P060" in refused.err) == (1, True)


@pytest.mark.parametrize("verb", [("done",), ("verify", "--by", "KP", "--done-on", "2026-11-20")])
def test_evidence_is_recorded_by_path_below_the_database_and_checksum(perut, sample, verb):
    (sample.parent / "bukti").mkdir()
    (sample.parent / "bukti" / "kas.pdf").write_bytes(b"%PDF")
    name, *more = verb
    assert (
        perut(
            "action",
            name,
            "2014-261112-ZOCB",
            *more,
            "--evidence",
            str(sample.parent / "bukti" / "kas.pdf"),
        ).code
        == 0
    )
    assert one(perut, "2014-261112-ZOCB-2WC3", "evidence", "evidence_sha256") == (
        "bukti/kas.pdf",
        hashlib.sha256(b"%PDF").hexdigest(),
    )


def test_evidence_elsewhere_keeps_its_whole_path_and_a_missing_file_is_refused(
    perut, sample, tmp_path_factory
):
    other = tmp_path_factory.mktemp("other") / "foto.jpg"
    other.write_bytes(b"jpg")
    assert (
        perut("submission", "edit", "muara", "rkpdes", "2027", "--evidence", str(other)).code == 0
    )
    assert rows(
        perut(
            "submission",
            "list",
            "--village-code",
            "muara",
            "--period",
            "2027",
            "--obligation-code",
            "rkpdes",
        ).out,
        "evidence",
    ) == [(str(other),)]
    refused = perut("action", "edit", "2014-261112-ZOCB", "--evidence", "tidak-ada.pdf")
    assert (refused.code, "P110" in refused.err) == (4, True)


def test_a_checksum_that_is_given_needs_no_file(perut):
    assert (
        perut(
            "action",
            "edit",
            "2014-261112-ZOCB",
            "--evidence",
            "arsip/1.pdf",
            "--evidence-sha256",
            "ab" * 32,
        ).code
        == 0
    )
    assert one(perut, "2014-261112-ZOCB-2WC3", "evidence", "evidence_sha256") == (
        "arsip/1.pdf",
        "ab" * 32,
    )
