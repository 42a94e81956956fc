"""Instruments and answers as the files that people import, and reading what perut gives back."""

import csv
import io

VILLAGES = ("2001", "2002", "2003", "2004", "2005", "2006")
BANDS = "0:perlu pendampingan;60:berkembang;80:mandiri"

VECTOR = """indicator_code,dimension,indicator_text,weight,max_score,critical,feedback
Q1,S1.1,one,2,1,yes,mend one
Q2,S1.1,two,2,1,yes,mend two
Q3,S1.1,three,2,1,no,mend three
Q4,S1.2,four,1,1,no,mend four
Q5,S1.2,five,3,1,no,mend five
Q6,S1.2,six,2,1,yes,mend six
Q7,S1.2,seven,1,1,no,mend seven
"""
"""The checked vector of the contract."""

ONE = "indicator_code,dimension,indicator_text,max_score\nX,All,all,100\n"
"""An instrument of one indicator of 100, on which a score is the total."""


def rows(text):
    """A CSV answer as dicts."""
    return list(csv.DictReader(io.StringIO(text)))


def done(result, code=0):
    """The result, which must have gone well."""
    assert result.code == code, result.err + result.out
    return result


def take(call, sheet, text, *more, code=0):
    """Import a text into a sheet."""
    return done(call(sheet, "import", "-", *more, stdin=text), code)


def villages(call, count=6):
    """Villages named Desa 2001 and so on."""
    lines = [f"63.11.03.{four},Desa {four}" for four in VILLAGES[:count]]
    take(call, "village", "village_code,village_name\n" + "\n".join(lines) + "\n")


def instrument(call, items=VECTOR, code="UJI", version="1", subject="village", **more):
    """An instrument and its indicators, by import, and the setting that reports follow."""
    take(call, "setting", f"setting,value\n{subject}_instrument,{code}\n")
    header, row = ",".join(more), ",".join(more.values())
    take(
        call,
        "instrument",
        "instrument_code,instrument_version,instrument_title,subject,bands"
        + (f",{header}" if header else "")
        + f"\n{code},{version},{code.title()},{subject},{BANDS}"
        + (f",{row}" if row else "")
        + "\n",
    )
    lines = items.splitlines()
    body = "\n".join(
        [
            f"instrument_code,instrument_version,{lines[0]}",
            *(f"{code},{version},{line}" for line in lines[1:]),
        ]
    )
    take(call, "indicator", body + "\n")


def officials(call, count, village="2001"):
    """Officials in post, named P1, P2 and so on."""
    names = [f"P{place}" for place in range(1, count + 1)]
    take(
        call,
        "official",
        "village_code,official_name\n" + "".join(f"{village},{name}\n" for name in names),
    )
    take(
        call,
        "post",
        "village_code,official_name,position\n"
        + "".join(f"{village},{name},Staf\n" for name in names),
    )
    return names
