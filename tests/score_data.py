"""Databases for the tests of the score reports: villages, instruments and answers in a few words."""

import csv
import itertools
from pathlib import Path

from database import empty_file

from perut_cli.core import scoring
from perut_cli.core.scoring import Answer
from perut_cli.store.db import Store

ROOT = Path(__file__).parent.parent
BANDS = "0:perlu pendampingan;60:berkembang;80:mandiri"

VECTOR = {
    "Q1": ("S1.1", 2, True),
    "Q2": ("S1.1", 2, True),
    "Q3": ("S1.1", 2, False),
    "Q4": ("S1.2", 1, False),
    "Q5": ("S1.2", 3, False),
    "Q6": ("S1.2", 2, True),
    "Q7": ("S1.2", 1, False),
}
"""The checked vector of the contract: dimension, weight, critical."""

ANSWERED = {"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 1, "Q6": 1, "Q7": 0}


class Book:
    """A database in the making; every record is named by its text key."""

    def __init__(self, path):
        self.path = path
        self.db = empty_file(path)
        self.db.execute("PRAGMA synchronous = OFF")
        self.count = itertools.count(1)
        self.put(
            "batch",
            id=1,
            written_at="2026-12-01T00:00:00Z",
            actor="t",
            command="t",
            schema_version=1,
        )

    def put(self, table, **cells):
        """Insert a row and give its id."""
        names = ", ".join(cells)
        marks = ", ".join("?" * len(cells))
        return self.db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(cells.values())
        ).lastrowid

    def find(self, table, **key):
        """The id of a row by its text key."""
        where = " AND ".join(f"{name} = ?" for name in key)
        return self.db.execute(
            f"SELECT id FROM {table} WHERE {where}", tuple(key.values())
        ).fetchone()[0]

    def setting(self, **cells):
        for key, value in cells.items():
            self.put("setting", setting=key, value=str(value), batch=1)

    def village(self, *digits, **cells):
        for four in digits:
            self.put(
                "village",
                village_code=f"63.11.03.{four}",
                village_name=f"Desa {four}",
                batch=1,
                **cells,
            )

    def village_id(self, four):
        return self.find("village", village_code=f"63.11.03.{four}")

    def mentor(self, *codes):
        for code in codes:
            self.put("mentor", mentor_code=code, mentor_name=code, batch=1)

    def official(self, four, name, position="Staf", since="", until=""):
        village = self.village_id(four)
        id_ = self.put(
            "official",
            official_code=f"{four}-{name}",
            village_id=village,
            official_name=name,
            batch=1,
        )
        if position:
            self.put("post", official_id=id_, position=position, since=since, until=until, batch=1)

    def instrument(
        self, code="DESA", version="1", items=VECTOR, subject="village", target=None, options=""
    ):
        """`items`: indicator code → (dimension, weight, critical[, max])."""
        id_ = self.put(
            "instrument",
            instrument_code=code,
            instrument_version=version,
            instrument_title=code.title(),
            subject=subject,
            target=target,
            bands=BANDS,
            batch=1,
        )
        dimensions = {}
        for place, (indicator, (dimension, weight, critical, *most)) in enumerate(items.items(), 1):
            if dimension not in dimensions:
                dimensions[dimension] = self.put(
                    "dimension", instrument_id=id_, dimension=dimension
                )
            self.put(
                "indicator",
                instrument_id=id_,
                indicator_code=indicator,
                item_order=place,
                weight=weight,
                dimension_id=dimensions[dimension],
                indicator_text=f"about {indicator}",
                feedback=f"mend {indicator}",
                max_score=(most or [1])[0],
                critical="yes" if critical else "no",
                options=options,
                batch=1,
            )

    def assess(
        self,
        four,
        date,
        scores,
        stage="baseline",
        mentor="",
        code="DESA",
        version="1",
        official=None,
        state="final",
        name="",
        session=None,
        batch=1,
    ):
        """`scores`: indicator code → score, a reason where it does not apply, or None while unanswered."""
        instrument = self.find("instrument", instrument_code=code, instrument_version=version)
        village = self.village_id(four)
        id_ = self.put(
            "assessment",
            assessment_code=name or f"{four}-{next(self.count)}",
            village_id=village,
            instrument_id=instrument,
            official_id=self.find("official", official_name=official, village_id=village)
            if official
            else None,
            assessment_date=date,
            stage=stage,
            mentor_id=self.find("mentor", mentor_code=mentor) if mentor else None,
            assessment_state=state,
            session_id=session,
            batch=batch,
        )
        for indicator, score in scores.items():
            reason = score if isinstance(score, str) else ""
            if score is not None:
                self.put(
                    "score",
                    assessment_id=id_,
                    na_reason=reason,
                    score=None if reason else score,
                    batch=1,
                    indicator_id=self.find(
                        "indicator", instrument_id=instrument, indicator_code=indicator
                    ),
                )
        self.sum_up(id_)
        return id_

    def sum_up(self, assessment_id):
        """Keep the sums beside the assessment and its dimensions, as the writer does."""
        rows = self.db.execute(
            "SELECT dimension_id, indicator_code, weight, score / max_score, critical = 'yes', ifnull(na_reason, '') "
            "FROM assessment JOIN indicator ON indicator.instrument_id = assessment.instrument_id "
            "LEFT JOIN score ON assessment_id = assessment.id AND indicator_id = indicator.id WHERE assessment.id = ?",
            (assessment_id,),
        ).fetchall()
        keys = ("earned", "answered", "applicable", "critical_failed", "critical_blank", "excluded")
        sets = ", ".join(f"{key} = ?" for key in keys)
        self.db.execute(
            f"UPDATE assessment SET {sets} WHERE id = ?", (*sums_of(rows), assessment_id)
        )
        for dimension in {row[0] for row in rows}:
            part = dict(zip(keys, sums_of(row for row in rows if row[0] == dimension), strict=True))
            self.put("dimension_sum", assessment_id=assessment_id, dimension_id=dimension, **part)

    def session(self, four, date, others=(), worked_on=(), mentors=(), **cells):
        """`worked_on`: codes of the newest DESA indicators."""
        village = self.village_id(four)
        given = {"kind": "supervisi", "mode": "visit", **cells}
        code = f"S{next(self.count)}"
        id_ = self.put(
            "session", session_code=code, village_id=village, session_date=date, batch=1, **given
        )
        for place, other in enumerate(others, 1):
            self.put(
                "session_village",
                session_id=id_,
                place_in_list=place,
                village_id=self.village_id(other),
            )
        for place, indicator in enumerate(worked_on, 1):
            self.put(
                "session_indicator",
                session_id=id_,
                place_in_list=place,
                indicator_id=self.find("indicator", indicator_code=indicator),
            )
        for place, mentor in enumerate(mentors, 1):
            found = self.find("mentor", mentor_code=mentor)
            self.put("session_mentor", session_id=id_, place_in_list=place, mentor_id=found)
        return id_

    def action(self, four, opened, state="open", due="", done="", verified=""):
        finding = self.put(
            "finding",
            finding_code=f"F{next(self.count)}",
            village_id=self.village_id(four),
            finding_date=opened,
            finding_text=f"finding {next(self.count)}",
            batch=1,
        )
        self.put(
            "action",
            action_code=f"A{next(self.count)}",
            finding_id=finding,
            action_text="do it",
            action_state=state,
            opened_on=opened,
            due=due,
            done_on=done,
            verified_on=verified,
            verified_by="KP" if verified else "",
            batch=1,
        )

    def store(self):
        """The same file as perut opens it."""
        return Store(Path(self.path))


def sums_of(rows):
    """The sums of (dimension, code, weight, factor, critical, reason) rows and the weight left out."""
    answers = [
        Answer(code, weight, factor, bool(critical), not reason)
        for _, code, weight, factor, critical, reason in rows
    ]
    return (
        *scoring.summed(answers),
        sum(answer.weight for answer in answers if not answer.applicable),
    )


def sample(path):
    """The programme of Awayan from sample_data, as far as the score reports read it."""
    book = Book(path)
    for row in _read("setting"):
        book.put("setting", **row, batch=1)
    for row in _read("village"):
        book.put("village", **row, batch=1)
    for row in _read("mentor"):
        book.put("mentor", **row, batch=1)
    _people(book)
    _instruments(book)
    _sessions(book)
    _assessments(book)
    _findings(book)
    return book


def _read(sheet):
    with (ROOT / f"sample_data/{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _village(book, row):
    return book.find("village", village_code=row.pop("village_code"))


def _people(book):
    for row in _read("official"):
        book.put("official", village_id=_village(book, row), **row, batch=1)
    for row in _read("post"):
        official = book.find(
            "official", village_id=_village(book, row), official_name=row.pop("official_name")
        )
        book.put("post", official_id=official, **row, batch=1)


def _instruments(book):
    for row in _read("instrument"):
        book.put("instrument", **{**row, "target": row["target"] or None}, batch=1)
    for row in _read("indicator"):
        instrument = book.find(
            "instrument", **{key: row.pop(key) for key in ("instrument_code", "instrument_version")}
        )
        dimension = row.pop("dimension")
        book.db.execute(
            "INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)",
            (instrument, dimension),
        )
        book.put(
            "indicator",
            instrument_id=instrument,
            **{**row, "item_order": row["item_order"] or None},
            dimension_id=book.find("dimension", instrument_id=instrument, dimension=dimension),
            batch=1,
        )


def _sessions(book):
    for row in _read("session"):
        lists = (
            row.pop(key).split("|") for key in ("other_villages", "worked_on", "mentors", "topics")
        )
        others, worked, mentors, _ = (list(filter(None, items)) for items in lists)
        id_ = book.put("session", village_id=_village(book, row), **row, batch=1)
        for place, code in enumerate(others, 1):
            found = book.find("village", village_code=code)
            book.put("session_village", session_id=id_, place_in_list=place, village_id=found)
        for place, code in enumerate(mentors, 1):
            found = book.find("mentor", mentor_code=code)
            book.put("session_mentor", session_id=id_, place_in_list=place, mentor_id=found)
        for place, item in enumerate(worked, 1):
            instrument, _, code = item.partition(":")
            book.put(
                "session_indicator",
                session_id=id_,
                place_in_list=place,
                indicator_id=book.find(
                    "indicator",
                    indicator_code=code,
                    instrument_id=book.find("instrument", instrument_code=instrument),
                ),
            )


def _assessments(book):
    answers = {}
    for row in _read("score"):
        answers.setdefault(row["assessment_code"], {})[row["indicator_code"]] = row[
            "na_reason"
        ] or float(row["score"])
    for row in _read("assessment"):
        book.assess(
            row["village_code"][-4:],
            row["assessment_date"],
            answers.get(row["assessment_code"], {}),
            row["stage"],
            row["mentor_code"],
            row["instrument_code"],
            row["instrument_version"],
            row["official_name"] or None,
            row["assessment_state"],
            row["assessment_code"],
        )


def _findings(book):
    for row in _read("finding"):
        keep = {
            key: row[key] for key in ("finding_code", "finding_date", "severity", "finding_text")
        }
        book.put("finding", village_id=_village(book, row), **keep, batch=1)
    for row in _read("action"):
        book.put(
            "action",
            finding_id=book.find("finding", finding_code=row.pop("finding_code")),
            **row,
            batch=1,
        )
