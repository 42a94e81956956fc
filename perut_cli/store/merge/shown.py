"""What is shown of the records of a merge: their texts, after keys that two of them want."""

from typing import NamedTuple

from perut_cli.store.merge.together import Together
from perut_cli.store.merge.units import RECORD_KEY, together


class Shown(NamedTuple):
    """The texts of the records that are there, and those shown under a former key."""

    texts: dict[str, str]
    former: tuple[str, ...] = ()


def shown_of(found: Together) -> Shown:
    """The texts of the records that a merge looks at."""
    texts = {
        record: together(record.partition(RECORD_KEY)[0], units)
        for record, units in found.outcome.records.items()
        if not record.startswith("score")
    }
    return Shown(texts)
