"""What leaves an office and what lies on a pool's shelves: the columns of each table.

Names of people, phones, numbers, notes and codes of people never leave: a person is an ordinal that
is drawn anew for every delivery, a record the number of its row.
"""

from typing import NamedTuple

FORMAT = 2
"""Version of the delivery format; a pool refuses a newer one and fills older ones with blanks."""

LAYOUT = 2
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


_ASSESSMENTS = "ORDER BY village_code, assessment_date, assessment_code"
_SESSIONS = "ORDER BY village_code, session_date, start_time, session_code"

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
        f"SELECT row_number() OVER ({_ASSESSMENTS}) AS assessment, village_code, "
        "drawn(official_id) AS official, instrument_code, instrument_version, "
        "assessment_date, stage, "
        # The order of the mentors decides between finals of one day and stage.
        "dense_rank() OVER (PARTITION BY village_id, official_id, instrument_id, assessment_date, "
        "stage ORDER BY coalesce(mentor_code, '')) - 1 AS same_day, "
        "assessment_state, earned, answered, applicable, excluded, critical_failed, critical_blank "
        "FROM assessment JOIN village ON village.id = village_id "
        "JOIN instrument ON instrument.id = instrument_id "
        "LEFT JOIN mentor ON mentor.id = mentor_id ORDER BY 1",
    ),
    _part(
        "score",
        "assessment:w indicator_code score:r",
        f"SELECT assessment, indicator_code, score FROM (SELECT assessment.id AS assessment_id, "
        f"row_number() OVER ({_ASSESSMENTS}) AS assessment "
        "FROM assessment JOIN village ON village.id = village_id) AS numbered "
        "JOIN score USING (assessment_id) JOIN indicator ON indicator.id = indicator_id "
        "ORDER BY assessment, indicator.id",
    ),
    _part(
        "session",
        "session:w village_code session_date start_time end_time kind mode",
        f"SELECT row_number() OVER ({_SESSIONS}) AS session, village_code, session_date, "
        "start_time, end_time, kind, mode FROM session JOIN village ON village.id = village_id "
        "ORDER BY 1",
    ),
    _part(
        "session_village",
        "session:w village_code",
        "SELECT session, village_code FROM (SELECT session.id AS session_id, "
        f"row_number() OVER ({_SESSIONS}) AS session "
        "FROM session JOIN village ON village.id = village_id) AS numbered "
        "JOIN session_village USING (session_id) JOIN village ON village.id = village_id "
        "ORDER BY 1, 2",
    ),
    _part(
        "action",
        "action:w village_code severity due action_state opened_on done_on verified_on",
        "SELECT row_number() OVER (ORDER BY village_code, action_code) AS action, village_code, "
        "severity, due, action_state, opened_on, done_on, verified_on FROM action JOIN finding ON "
        "finding.id = finding_id JOIN village ON village.id = finding.village_id ORDER BY 1",
    ),
    _part(
        "plan",
        "village_code plan_date kind plan_state session:w",
        "SELECT village_code, plan_date, kind, plan_state, session "
        "FROM plan JOIN village ON village.id = village_id LEFT JOIN (SELECT session.id AS "
        f"session_id, row_number() OVER ({_SESSIONS}) AS session FROM session "
        "JOIN village ON village.id = village_id) AS numbered USING (session_id) ORDER BY 1, 2, 3",
    ),
    _part(
        "obligation",
        "obligation_code obligation_title due_rule valid_from valid_until",
        "SELECT obligation_code, obligation_title, due_rule, valid_from, valid_until "
        "FROM obligation ORDER BY 1",
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
"""`drawn(id)` is the ordinal of a person in this delivery, NULL for none."""

BY_NAME = {part.name: part for part in PARTS}
KEYED = {
    "official": ("official",),
    "post": ("official",),
    "assessment": ("assessment", "official"),
    "score": ("assessment",),
    "session": ("session",),
    "session_village": ("session",),
    "plan": ("session",),
    "action": ("action",),
}
"""Columns of a part that are ordinals of a delivery: on the shelves they are ids."""


AREAS = {
    "district_code": "district_code",
    "province": "'p' || substr(district_code, 1, 2)",
    "regency": "'p' || substr(district_code, 1, 5)",
}
"""Where a row of a shelf is from; province and regency as the folders have them."""


def shelf_columns(name: str) -> dict[str, str]:
    """The columns of a table on the shelves, with their types: whose they are, and for what goes by
    an instrument the checksum of its content.
    """
    columns = dict.fromkeys(AREAS, TEXT) | BY_NAME[name].columns
    return columns | ({"instrument_digest": TEXT} if name in DIGESTED else {})


DIGESTED = ("instrument", "assessment")
"""Parts whose rows carry the checksum of their instrument version's content on the shelves."""
