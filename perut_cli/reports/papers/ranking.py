"""Villages in order of their scores."""

from typing import Any

from perut_cli.core import scoring

Row = dict[str, Any]


def ranked(rows: list[Row]) -> dict[str, list[Row]]:
    """Villages surely in a band by score, ties with one rank; the others with the reason."""
    sure = [
        row for row in rows if row["latest"] is not None and row["band"] not in ("", "undetermined")
    ]
    sure.sort(key=lambda row: (-scoring.compared(row["latest"]), row["village_code"]))
    scores = [scoring.compared(row["latest"]) for row in sure]
    ranked = [
        {
            **row,
            "rank": scores.index(score) + 1,
            "text": "nilai sama" if scores.count(score) > 1 else "",
        }
        for row, score in zip(sure, scores, strict=True)
    ]
    others = [
        {
            "village_name": row["village_name"],
            "text": "belum dinilai" if row["latest"] is None else "predikat belum dapat dipastikan",
        }
        for row in rows
        if row not in sure
    ]
    return {"ranking": ranked, "unranked": others}
