"""Real commands made at random for whatever is recorded: additions, edits, renames, removals, moves, revisions, imports, scripts."""

import csv
import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

from conftest import Result, in_process

Maker = Callable[[sqlite3.Connection, Random, Path], list[list[str]]]


def keys(db: sqlite3.Connection, sql: str) -> list[str]:
    return [row[0] for row in db.execute(sql).fetchall()]


def one(db, random, sql) -> str:
    found = keys(db, sql)
    return random.choice(found) if found else "x"


VILLAGE = "SELECT village_code FROM village"
OFFICIAL = "SELECT official_code FROM official"
SESSION = "SELECT session_code FROM session"
FINDING = "SELECT finding_code FROM finding"
ACTION = "SELECT action_code FROM action"
ASSESSMENT = "SELECT assessment_code FROM assessment"
MENTOR = "SELECT mentor_code FROM mentor"
TOPIC = "SELECT topic_code FROM topic"


def day(random: Random) -> str:
    return f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def village_edit(db, random, folder):
    return [
        [
            "village",
            "edit",
            one(db, random, VILLAGE),
            "--village-note",
            f"n{random.randint(0, 9)}",
            "--also-named",
            f"Nama {random.randint(0, 9)}",
        ]
    ]


def village_rename(db, random, folder):
    return [
        [
            "village",
            "edit",
            one(db, random, VILLAGE),
            "--village-code",
            f"63.11.03.2{random.randint(0, 999):03}",
            "--yes",
        ]
    ]


def village_add(db, random, folder):
    return [
        [
            "village",
            "add",
            "--village-code",
            f"63.11.03.2{random.randint(0, 999):03}",
            "--village-name",
            f"Baru {random.randint(0, 999)}",
        ]
    ]


def village_remove(db, random, folder):
    return [["village", "remove", one(db, random, VILLAGE), "--with-dependants", "--yes"]]


def official_add(db, random, folder):
    return [
        [
            "official",
            "add",
            "--village-code",
            one(db, random, VILLAGE),
            "--official-name",
            f"Orang {random.randint(0, 5)}",
            "--education",
            "S1",
        ]
    ]


def official_edit(db, random, folder):
    return [
        [
            "official",
            "edit",
            one(db, random, OFFICIAL),
            "--official-name",
            f"Orang {random.randint(0, 5)}",
            "--phone",
            "0812",
            "--yes",
        ]
    ]


def official_remove(db, random, folder):
    return [["official", "remove", one(db, random, OFFICIAL), "--with-dependants", "--yes"]]


def mentor_remove(db, random, folder):
    return [["mentor", "remove", one(db, random, MENTOR), "--with-dependants", "--yes"]]


def mentor_add(db, random, folder):
    return [["mentor", "add", "--mentor-code", f"M{random.randint(0, 5)}", "--mentor-name", "Staf"]]


def mentor_rename(db, random, folder):
    return [
        [
            "mentor",
            "edit",
            one(db, random, MENTOR),
            "--mentor-code",
            f"M{random.randint(0, 5)}",
            "--yes",
        ]
    ]


def topic_remove(db, random, folder):
    return [["topic", "remove", one(db, random, TOPIC), "--with-dependants", "--yes"]]


def session_add(db, random, folder):
    return [
        [
            "session",
            "add",
            "--village-code",
            one(db, random, VILLAGE),
            "--session-date",
            day(random),
            "--kind",
            random.choice(["supervisi", "asistensi"]),
            "--mode",
            "visit",
            "--topics",
            one(db, random, TOPIC),
            "--mentors",
            one(db, random, MENTOR),
        ]
    ]


def session_edit(db, random, folder):
    return [
        [
            "session",
            "edit",
            one(db, random, SESSION),
            "--topics",
            "|".join(random.sample(keys(db, TOPIC), min(2, len(keys(db, TOPIC))))),
            "--other-villages",
            one(db, random, VILLAGE),
            "--summary",
            f"ringkas {random.randint(0, 99)}",
        ]
    ]


def session_remove(db, random, folder):
    return [["session", "remove", one(db, random, SESSION), "--with-dependants", "--yes"]]


def plan_add(db, random, folder):
    return [
        [
            "plan",
            "add",
            "--village-code",
            one(db, random, VILLAGE),
            "--plan-date",
            day(random),
            "--kind",
            "supervisi",
            "--mentor-code",
            one(db, random, MENTOR),
        ]
    ]


def plan_move(db, random, folder):
    rows = db.execute(
        "SELECT village_code, plan_date, kind FROM plan_sheet WHERE plan_state = 'planned'"
    ).fetchall()
    if not rows:
        return plan_add(db, random, folder)
    village, planned, kind = random.choice(rows)
    return [
        [
            "plan",
            "edit",
            village,
            planned,
            kind,
            "--plan-state",
            "moved",
            "--moved-to",
            day(random),
            "--reason",
            "hujan",
            "--yes",
        ]
    ]


def finding_add(db, random, folder):
    village = one(db, random, VILLAGE)
    more = keys(db, f"SELECT finding_code FROM finding_sheet WHERE village_code = '{village}'")
    repeat = ["--repeat-of", random.choice(more)] if more and random.random() < 0.5 else []
    return [
        [
            "finding",
            "add",
            "--village-code",
            village,
            "--finding-date",
            day(random),
            "--finding-text",
            f"temuan {random.randint(0, 99)}",
            "--severity",
            "low",
            *repeat,
        ]
    ]


def finding_edit(db, random, folder):
    return [
        [
            "finding",
            "edit",
            one(db, random, FINDING),
            "--severity",
            random.choice(["low", "high"]),
            "--finding-text",
            f"temuan {random.randint(0, 99)}",
            "--yes",
        ]
    ]


def finding_remove(db, random, folder):
    return [["finding", "remove", one(db, random, FINDING), "--with-dependants", "--yes"]]


def action_add(db, random, folder):
    return [
        [
            "action",
            "add",
            "--finding-code",
            one(db, random, FINDING),
            "--action-text",
            f"buat {random.randint(0, 99)}",
            "--due",
            day(random),
        ]
    ]


def action_edit(db, random, folder):
    return [
        [
            "action",
            "edit",
            one(db, random, ACTION),
            "--action-state",
            "dropped",
            "--done-on",
            "2026-12-31",
            "--verified-on",
            "",
            "--verified-by",
            "",
        ]
    ]


def setting_edit(db, random, folder):
    return [["setting", "edit", "pass_mark", "--value", str(random.randint(50, 90))]]


def assessment_add(db, random, folder):
    return [
        [
            "assessment",
            "add",
            "--village-code",
            one(db, random, VILLAGE),
            "--instrument-code",
            "DESA",
            "--assessment-date",
            day(random),
            "--stage",
            "monitoring",
        ]
    ]


def assessment_edit(db, random, folder):
    return [
        [
            "assessment",
            "edit",
            one(db, random, ASSESSMENT),
            "--assessment-date",
            day(random),
            "--assessment-note",
            "x",
            "--yes",
        ]
    ]


def assessment_remove(db, random, folder):
    return [["assessment", "remove", one(db, random, ASSESSMENT), "--with-dependants", "--yes"]]


def score_edit(db, random, folder):
    rows = db.execute("SELECT assessment_code, indicator_code FROM score_sheet").fetchall()
    if not rows:
        return setting_edit(db, random, folder)
    assessment, indicator = random.choice(rows)
    if random.random() < 0.3:
        return [["score", "remove", assessment, indicator, "--yes"]]
    given = (
        ["--na-reason", "tidak berlaku"]
        if random.random() < 0.3
        else ["--score", str(random.randint(0, 2))]
    )
    return [["score", "edit", assessment, indicator, *given]]


def indicator_edit(db, random, folder):
    rows = db.execute(
        "SELECT instrument_code, instrument_version, indicator_code FROM indicator_sheet"
    ).fetchall()
    if not rows:
        return instrument_add(db, random, folder)
    text = (
        ["--indicator-text", f"Bunyi {random.randint(0, 9)}"]
        if random.random() < 0.5
        else ["--dimension", f"Dimensi {random.randint(0, 2)}"]
    )
    return [["indicator", "edit", *random.choice(rows), *text]]


def instrument_revise(db, random, folder):
    rows = keys(db, "SELECT DISTINCT instrument_code FROM instrument")
    return (
        [["instrument", "revise", random.choice(rows), "--yes"]]
        if rows
        else instrument_add(db, random, folder)
    )


def instrument_add(db, random, folder):
    code = f"I{random.randint(0, 3)}"
    return [
        [
            "instrument",
            "add",
            "--instrument-code",
            code,
            "--instrument-version",
            "1",
            "--instrument-title",
            "Coba",
            "--subject",
            "village",
        ],
        [
            "indicator",
            "add",
            "--instrument-code",
            code,
            "--instrument-version",
            "1",
            "--indicator-code",
            f"Q{random.randint(0, 3)}",
            "--dimension",
            f"Dimensi {random.randint(0, 2)}",
            "--indicator-text",
            "Bunyi",
            "--max-score",
            "2",
        ],
    ]


def instrument_remove(db, random, folder):
    rows = db.execute("SELECT instrument_code, instrument_version FROM instrument").fetchall()
    return (
        [["instrument", "remove", *random.choice(rows), "--with-dependants", "--yes"]]
        if rows
        else instrument_add(db, random, folder)
    )


def indicator_remove(db, random, folder):
    rows = db.execute(
        "SELECT instrument_code, instrument_version, indicator_code FROM indicator_sheet"
    ).fetchall()
    return (
        [["indicator", "remove", *random.choice(rows), "--with-dependants", "--yes"]]
        if rows
        else instrument_add(db, random, folder)
    )


def written(folder: Path, name: str, rows: list[list[str]]) -> str:
    path = folder / f"{name}-{len(list(folder.iterdir()))}.csv"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), "utf-8")
    return str(path)


def village_import(db, random, folder):
    rows = db.execute(
        "SELECT village_code, village_name FROM village ORDER BY random() LIMIT 8"
    ).fetchall()
    made = [[code, f"{name} {random.randint(0, 3)}"] for code, name in rows] + [
        [f"63.11.03.2{random.randint(0, 999):03}", "Tambahan"]
    ]
    made = list({row[0]: row for row in made}.values())
    return [
        [
            "village",
            "import",
            written(folder, "village", [["village_code", "village_name"], *made]),
            "--yes",
        ]
    ]


def name_rotation(db, random, folder):
    rows = db.execute(
        "SELECT village_id, official_code, official_name FROM official ORDER BY village_id"
    ).fetchall()
    if len(rows) < 2:
        return official_add(db, random, folder)
    chosen = random.choice(rows)[0]
    mine = [row for row in rows if row[0] == chosen]
    names = [f"{row[2]} X" for row in mine[:1]] + [row[2] for row in mine[:-1]]
    return [
        [
            "official",
            "import",
            written(
                folder,
                "official",
                [
                    ["official_code", "official_name"],
                    *([row[1], name] for row, name in zip(mine, names, strict=True)),
                ],
            ),
            "--yes",
        ]
    ]


def wide_scores(db, random, folder):
    items = keys(
        db,
        "SELECT indicator_code FROM indicator_sheet WHERE instrument_code = 'DESA' AND instrument_version = '1'",
    )[:6]
    villages = random.sample(keys(db, VILLAGE), min(3, len(keys(db, VILLAGE))))
    cells = [
        [
            village,
            "DESA",
            "1",
            "2026-03-01",
            "baseline",
            *(random.choice(["0", "1", "", "TB: tidak ada"]) for _ in items),
        ]
        for village in villages
    ]
    header = [
        "village_code",
        "instrument_code",
        "instrument_version",
        "assessment_date",
        "stage",
        *items,
    ]
    return [["score", "import", written(folder, "score", [header, *cells]), "--partial", "--yes"]]


def long_scores(db, random, folder):
    rows = db.execute(
        "SELECT assessment_code, indicator_code FROM score_sheet ORDER BY random() LIMIT 20"
    ).fetchall()
    made = [[*row, str(random.randint(0, 1)), f"c{random.randint(0, 3)}"] for row in rows]
    return [
        [
            "score",
            "import",
            written(
                folder,
                "score",
                [["assessment_code", "indicator_code", "score", "score_note"], *made],
            ),
            "--yes",
        ]
    ]


def script(db, random, folder):
    lines = [command for maker in random.sample(ALONE, 3) for command in maker(db, random, folder)]
    village = one(db, random, VILLAGE)
    lines += (
        [
            ["village", "remove", village, "--with-dependants"],
            ["village", "add", "--village-code", village, "--village-name", "Sama"],
        ]
        if random.random() < 0.5
        else []
    )
    path = folder / f"script-{len(list(folder.iterdir()))}.txt"
    path.write_text("\n".join(" ".join(f"'{word}'" for word in line) for line in lines), "utf-8")
    return [["run", str(path), "--atomic", "--yes"]]


ALONE: list[Maker] = [
    village_edit,
    village_rename,
    village_add,
    official_add,
    official_edit,
    mentor_add,
    mentor_rename,
    session_add,
    session_edit,
    plan_add,
    plan_move,
    finding_add,
    finding_edit,
    action_add,
    action_edit,
    setting_edit,
    assessment_add,
    assessment_edit,
    score_edit,
    indicator_edit,
    instrument_add,
]
MAKERS: list[Maker] = [
    *ALONE,
    village_remove,
    official_remove,
    mentor_remove,
    topic_remove,
    session_remove,
    finding_remove,
    assessment_remove,
    instrument_remove,
    indicator_remove,
    instrument_revise,
    village_import,
    name_rotation,
    wide_scores,
    long_scores,
    script,
]


def performed(db: Path, maker: Maker, seed: int, folder: Path) -> list[Result]:
    """Make commands for what is recorded, and give them; some are refused, none may end unexpectedly."""
    connection = sqlite3.connect(db)
    commands = maker(connection, Random(seed), folder)
    connection.close()
    done = [in_process(*command, db=db) for command in commands]
    for command, result in zip(commands, done, strict=True):
        assert result.code in (0, 1, 2, 3, 4, 5), (command, result)
        assert "P099" not in result.err, (command, result.err)
        assert "P079" not in result.err, (command, result.err)
    return done
