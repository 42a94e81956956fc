"""What leaves an office and what lies on a pool's shelves: the columns of each table.

Names of people, phones, numbers, notes and codes of people never leave: a person is an ordinal that
is drawn anew for every delivery, a record the number of its row.
"""

from typing import NamedTuple

FORMAT = 1
"""Version of the delivery format; a pool refuses a newer one and fills older ones with blanks."""

LAYOUT = 1
"""Version of the shelves' layout; a pool whose shelves have an older one makes them again."""

SEPARATOR = "\x1f"
"""Between the code and the version of an instrument where both make one key."""

DISTRICT_ROOM = 1_000_000_000
"""Ids on the shelves are the six digits of the district times this, plus the ordinal in the
delivery.
"""

TEXT, REAL, WHOLE = "VARCHAR", "DOUBLE", "BIGINT"


class Part(NamedTuple):
    """One table of a delivery: its columns with their types, and the rows by SQL over an office's
    file.
    """

    name: str
    columns: dict[str, str]
    sql: str


def _part(name: str, columns: str, sql: str) -> Part:
    """A part from `column:TYPE …`; a column without a type is text."""
    types = {"r": REAL, "w": WHOLE}
    pairs = (column.partition(":") for column in columns.split())
    return Part(name, {key: types.get(kind, TEXT) for key, _, kind in pairs}, sql)


PARTS = (
    _part(
        "village",
        "village_code village_name locus_since locus_until",
        "SELECT village_code, village_name, locus_since, locus_until FROM village ORDER BY 1",
    ),
    _part(
        "instrument",
        "instrument_code instrument_version instrument_title subject target:r bands",
        "SELECT instrument_code, instrument_version, instrument_title, subject, target, bands "
        "FROM instrument ORDER BY 1, 2",
    ),
    _part(
        "indicator",
        "instrument_code instrument_version indicator_code item_order:w dimension indicator_text "
        "weight:r max_score:r critical options",
        "SELECT instrument_code, instrument_version, indicator_code, item_order, dimension, "
        "indicator_text, weight, max_score, critical, options "
        "FROM indicator JOIN instrument ON instrument.id = indicator.instrument_id "
        "JOIN dimension ON dimension.id = dimension_id ORDER BY 1, 2, indicator.id",
    ),
    _part(
        "official",
        "official:w village_code",
        "SELECT drawn(official.id) AS official, village_code "
        "FROM official JOIN village ON village.id = village_id ORDER BY 1",
    ),
    _part(
        "post",
        "official:w since until",
        "SELECT DISTINCT drawn(official_id) AS official, since, until FROM post ORDER BY 1, 2, 3",
    ),
    _part(
        "assessment",
        "assessment:w village_code official:w instrument_code instrument_version assessment_date "
        "stage same_day:w assessment_state earned:r answered:r applicable:r excluded:r "
        "critical_failed:w critical_blank:w",
        "SELECT numbered('assessment', assessment.id) AS assessment, village_code, "
        "drawn(official_id) AS official, instrument_code, instrument_version, "
        "assessment_date, stage, "
        # The order of the mentors decides between finals of one day and stage.
        "dense_rank() OVER (PARTITION BY village_id, official_id, instrument_id, assessment_date, "
        "stage ORDER BY coalesce(mentor_code, '')) - 1 AS same_day, "
        "assessment_state, earned, answered, applicable, excluded, critical_failed, critical_blank "
        "FROM assessment JOIN village ON village.id = village_id "
        "JOIN instrument ON instrument.id = instrument_id "
        "LEFT JOIN mentor ON mentor.id = mentor_id "
        "ORDER BY village_code, assessment_date, assessment_code",
    ),
    _part(
        "score",
        "assessment:w indicator_code score:r",
        "SELECT numbered('assessment', assessment_id) AS assessment, indicator_code, score "
        "FROM assessment JOIN village ON village.id = village_id "
        "JOIN score ON score.assessment_id = assessment.id "
        "JOIN indicator ON indicator.id = indicator_id "
        "ORDER BY village_code, assessment_date, assessment_code, indicator.id",
    ),
    _part(
        "session",
        "session:w village_code session_date start_time end_time kind mode",
        "SELECT numbered('session', session.id) AS session, village_code, session_date, "
        "start_time, end_time, kind, mode FROM session JOIN village ON village.id = village_id "
        "ORDER BY village_code, session_date, start_time, session_code",
    ),
    _part(
        "session_village",
        "session:w village_code",
        "SELECT numbered('session', session_id) AS session, village_code "
        "FROM session_village JOIN village ON village.id = village_id ORDER BY 1, 2",
    ),
    _part(
        "action",
        "action:w village_code severity due action_state opened_on done_on verified_on",
        "SELECT numbered('action', action.id) AS action, village_code, severity, due, "
        "action_state, opened_on, done_on, verified_on FROM action JOIN finding ON finding.id = "
        "finding_id JOIN village ON village.id = finding.village_id ORDER BY village_code, "
        "action_code",
    ),
    _part(
        "submission",
        "village_code obligation_code period due submission_state submitted_on",
        "SELECT village_code, obligation_code, period, due, submission_state, submitted_on "
        "FROM submission JOIN village ON village.id = village_id "
        "JOIN obligation ON obligation.id = obligation_id ORDER BY 1, 2, 3",
    ),
    _part(
        "filling",
        "village_code application part filling_date filled:w total:w checked:w wrong:w",
        "SELECT village_code, application, part, filling_date, filled, total, checked, wrong "
        "FROM filling JOIN village ON village.id = village_id ORDER BY 1, 2, 3, 4",
    ),
)
"""`drawn(id)` is the ordinal of a person in this delivery, NULL for none; `numbered(kind, id)` that
of a record, in the order in which they are met.
"""

BY_NAME = {part.name: part for part in PARTS}
KEYED = {
    "official": ("official",),
    "post": ("official",),
    "assessment": ("assessment", "official"),
    "score": ("assessment",),
    "session": ("session",),
    "session_village": ("session",),
    "action": ("action",),
}
"""Columns of a part that are ordinals of a delivery: on the shelves they are ids."""


def shelf_columns(name: str) -> dict[str, str]:
    """The columns of a table on the shelves, with their types: whose they are, and for what goes by
    an instrument the checksum of its content.
    """
    columns = {"district_code": TEXT, **BY_NAME[name].columns}
    return columns | ({"instrument_digest": TEXT} if name in DIGESTED else {})


DIGESTED = ("instrument", "assessment")
"""Parts whose rows carry the checksum of their instrument version's content on the shelves."""
