"""What an officer stumbled over: words of two parts, plans moved and reopened, a script taken back, people left out."""

import pytest
from conftest import LATER, in_process
from scoring_files import rows


def csv_of(db, *words):
    done = in_process(*words, "--format", "csv", db=db)
    assert done.code == 0, done.err
    return rows(done.out)


def test_an_anonymous_export_names_no_head_of_the_office(sample, tmp_path):
    assert in_process("setting", "edit", "head_name", "--value", "Siti", db=sample).code == 0
    for words in (
        ("setting", "export", "--anonymous"),
        ("export", str(tmp_path / "copy"), "--anonymous"),
    ):
        done = in_process(*words, db=sample)
        assert done.code == 0
        assert "head_n" not in done.out
    assert "head_n" not in (tmp_path / "copy" / "setting.csv").read_text("utf-8")


def test_moving_a_plan_by_edit_plans_it_anew(sample):
    key = ("muara", "2027-03-01", "supervisi")
    assert (
        in_process(
            "plan",
            "add",
            "--village-code",
            key[0],
            "--plan-date",
            key[1],
            "--kind",
            key[2],
            db=sample,
        ).code
        == 0
    )
    moved = ("plan", "edit", *key, "--plan-state", "moved", "--moved-to", "2027-03-09")
    assert in_process(*moved, db=sample).code == 2
    done = in_process(*moved, "--reason", "banjir", db=sample)
    assert done.code == 0, done.err
    found = [
        (row["plan_date"], row["plan_state"])
        for row in csv_of(
            sample, "plan", "list", "--village-code", "muara", "--plan-date", "2027-03"
        )
    ]
    assert found == [("2027-03-01", "moved"), ("2027-03-09", "planned")]


def test_a_plan_whose_visit_is_removed_is_to_be_done_again(sample):
    assert (
        in_process(
            "plan",
            "add",
            "--village-code",
            "muara",
            "--plan-date",
            "2027-03-01",
            "--kind",
            "supervisi",
            db=sample,
            now=LATER,
        ).code
        == 0
    )
    session = in_process(
        "session",
        "add",
        "--village-code",
        "muara",
        "--session-date",
        "2027-03-02",
        "--kind",
        "supervisi",
        db=sample,
        now=LATER,
    ).out.strip()
    assert csv_of(sample, "plan", "list", "--plan-date", "2027-03-01")[0]["plan_state"] == "done"
    done = in_process(
        "session", "remove", session, "--with-dependants", "--yes", db=sample, now=LATER
    )
    assert done.code == 0, done.err
    assert csv_of(sample, "plan", "list", "--plan-date", "2027-03-01")[0]["plan_state"] == "planned"


def test_an_edit_of_one_part_keeps_the_other(sample):
    finding = csv_of(sample, "finding", "list", "--instrument-code", "DESA")[0]
    done = in_process(
        "finding", "edit", finding["finding_code"], "--indicator-code", "A.2", db=sample
    )
    assert done.code == 0, done.err
    assert (
        csv_of(sample, "finding", "show", finding["finding_code"])[0]["instrument_code"] == "DESA"
    )


def test_a_script_that_is_taken_back_answers_nothing(sample, tmp_path):
    script = tmp_path / "month.txt"
    script.write_text(
        "mentor add --mentor-code E --mentor-name e\nmentor add --mentor-code E --mentor-name f\n"
    )
    done = in_process("run", str(script), "--atomic", db=sample)
    assert (done.code, done.out) == (5, "")
    assert "all lines are taken back" in done.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("report", "progress", "--instrument", "zz"), 4, '"zz"'),
        (("report", "progress", "--instrument", "APARATUR"), 2, "another subject"),
        (("village", "list", "--limit", "-1"), 2, "-1"),
        (("session", "list", "--session-date", "2026-02-31"), 2, "--session-date: "),
        (("session", "list", "--to", "2026-02-31"), 2, "--to: "),
        (
            (
                "submission",
                "add",
                "--village-code",
                "muara",
                "--obligation-code",
                "apbdes",
                "--period",
                "2026-S3",
            ),
            2,
            "--period",
        ),
        (
            (
                "obligation",
                "add",
                "--obligation-code",
                "x",
                "--obligation-title",
                "x",
                "--due-rule",
                "Y 02-30",
            ),
            2,
            "--due-rule",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_exit_code(sample, words, code, said):
    done = in_process(*words, db=sample)
    assert done.code == code, done.err
    assert said in done.err


def test_a_name_in_two_villages_is_told_with_both(sample):
    codes = [
        in_process(
            "official", "add", "--village-code", village, "--official-name", "Ani", db=sample
        ).out.strip()
        for village in ("2021", "2014")
    ]
    done = in_process("official", "show", "Ani", db=sample)
    assert done.code == 4
    assert all(code in done.err for code in codes)


def test_findings_can_not_repeat_each_other(sample):
    one, two = (
        in_process(
            "finding",
            "add",
            "--village-code",
            "muara",
            "--finding-date",
            day,
            "--finding-text",
            day,
            db=sample,
            now=LATER,
        ).out.strip()
        for day in ("2027-01-04", "2027-01-05")
    )
    assert in_process("finding", "edit", two, "--repeat-of", one, db=sample, now=LATER).code == 0
    done = in_process("finding", "edit", one, "--repeat-of", two, db=sample, now=LATER)
    assert (done.code, "P065" in done.err) == (1, True)


def test_a_trial_of_one_record_counts_and_gives_no_key(sample):
    tried = in_process("mentor", "edit", "KP", "--mentor-position", "Kasi", "--dry-run", db=sample)
    assert (tried.code, tried.out) == (0, "")
    assert "0 new, 1 changed, 0 blanked, 0 same, 0 rejected (dry run" in tried.err
    removed = in_process(
        "topic", "remove", "prodeskel", "--with-dependants", "--dry-run", db=sample
    )
    assert (removed.code, removed.out) == (0, "")
    assert "undo" not in removed.err


def test_a_fault_in_a_folder_stands_with_its_file(sample, tmp_path):
    assert in_process("export", str(tmp_path / "copy"), db=sample).code == 0
    (tmp_path / "copy" / "plan.csv").write_text(
        "kode_desa,tanggal_jadwal,jenis\nmuara,2026-02-31,supervisi\n"
    )
    done = in_process("import", str(tmp_path / "copy"), db=sample)
    assert done.code == 1
    assert "error P024: plan.csv:2:2: plan_date: " in done.err
    told = in_process("impor", str(tmp_path / "copy"), "--lang", "id", db=sample)
    assert "galat P024: plan.csv:2:2: tanggal_jadwal: " in told.err


def test_only_a_visit_or_a_meeting_at_the_office_counts_as_one(sample):
    before = csv_of(sample, "report", "priority", "--as-of", "2027-06-01", "--village", "muara")[0][
        "visit_part"
    ]
    for kind, mode in (
        ("asistensi", ("--mode", "online")),
        ("pembinaan", ("--mode", "office")),
    ):
        assert (
            csv_of(sample, "report", "priority", "--as-of", "2027-06-01", "--village", "muara")[0][
                "visit_part"
            ]
            == before
        )
        done = in_process(
            "session",
            "add",
            "--village-code",
            "muara",
            "--session-date",
            "2027-06-01",
            "--kind",
            kind,
            *mode,
            db=sample,
            now=LATER,
        )
        assert done.code == 0, done.err
    assert (
        float(
            csv_of(sample, "report", "priority", "--as-of", "2027-06-01", "--village", "muara")[0][
                "visit_part"
            ]
        )
        == 0
    )
