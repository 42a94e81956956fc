"""What several laptops' batches come to: laws over random laptops, clocks and restored backups."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perut_cli.store.merge.rules import GONE, Rivalry, SeenBatch, UnitWrite, outcome
from perut_cli.store.merge.seen import knowledge

Log = dict[str, SeenBatch]
LAPTOPS = range(3)
PEOPLE = ("p1", "p2")
ACTIONS = ("a1", "a2")
UNITS = ("name", "note")
CLOCKS = st.sampled_from([0, 0, 1, 2, 2000])
CASES = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


class Step(NamedTuple):
    """One thing that happens on one laptop."""

    act: str
    laptop: int
    record: str = ""
    other: str = ""
    value: str = ""
    clock: int = 0


STEPS = st.lists(
    st.one_of(
        st.builds(
            Step,
            st.just("set"),
            st.sampled_from(LAPTOPS),
            st.sampled_from(("v1", *PEOPLE)),
            st.sampled_from(UNITS),
            st.sampled_from("012"),
            CLOCKS,
        ),
        st.builds(
            Step,
            st.sampled_from(("name a person", "edit")),
            st.sampled_from(LAPTOPS),
            st.sampled_from(ACTIONS),
            st.sampled_from(PEOPLE),
            st.sampled_from("345"),
            CLOCKS,
        ),
        st.builds(
            Step,
            st.just("remove"),
            st.sampled_from(LAPTOPS),
            st.sampled_from((*PEOPLE, *ACTIONS)),
            clock=CLOCKS,
        ),
        st.builds(
            Step,
            st.just("merge"),
            st.sampled_from(LAPTOPS),
            other=st.sampled_from([str(laptop) for laptop in LAPTOPS]),
        ),
        st.builds(Step, st.sampled_from(("backup", "restore")), st.sampled_from(LAPTOPS)),
    ),
    max_size=24,
)


def write(log: Log, clock: int, *writes: UnitWrite, laptop: str = "") -> str:
    """Write a batch on top of all that the laptop holds."""
    inner = {parent for batch in log.values() for parent in batch.parents}
    parents = frozenset(log) - inner
    stamp = max([clock, *(batch.stamp + 1 for batch in log.values())])
    uid = hashlib.sha256(repr((sorted(parents), stamp, laptop, writes)).encode()).hexdigest()
    log[uid] = SeenBatch(uid, parents, stamp, writes)
    return uid


class Shown(NamedTuple):
    """What is shown and what is to be settled."""

    records: dict[str, dict[str, str]]
    conflicts: frozenset[Rivalry]


def shown(log: Log) -> Shown:
    return Shown(*outcome(log.values())[:2])


def together(logs: Iterable[Log]) -> Log:
    whole: Log = {}
    for log in logs:
        whole |= log
    return whole


def writes_of(step: Step, rows: dict[str, dict[str, str]]) -> list[UnitWrite]:
    """What a step writes on a laptop that shows these rows."""
    if step.act == "set" and step.record in rows:
        return [UnitWrite(step.record, step.other, step.value)]
    if step.act == "set":
        return [UnitWrite(step.record, unit, step.value) for unit in UNITS]
    if step.act == "edit" and step.record in rows:
        return [UnitWrite(step.record, "n", step.value)]
    if step.act == "name a person":
        person = [UnitWrite(step.other, unit, step.other) for unit in UNITS]
        return [
            *(person if step.other not in rows else []),
            UnitWrite(step.record, "of", step.other, (step.other,)),
            UnitWrite(step.record, "n", step.value),
        ]
    if step.act == "remove" and step.record in rows:
        naming = [record for record, units in rows.items() if units.get("of") == step.record]
        return [UnitWrite(record, GONE) for record in (*naming, step.record)]
    return []


def play(steps: list[Step]) -> list[Log]:
    """Three laptops that begin with one village, after these steps."""
    first: Log = {}
    write(first, 1, *(UnitWrite("v1", unit, "v") for unit in UNITS))
    logs = [dict(first) for _ in LAPTOPS]
    saved: dict[int, Log] = {}
    for step in steps:
        log = logs[step.laptop]
        if step.act == "merge":
            log |= logs[int(step.other)]
        elif step.act == "backup":
            saved[step.laptop] = dict(log)
        elif step.act == "restore":
            logs[step.laptop] = dict(saved.get(step.laptop, log))
        elif writes := writes_of(step, shown(log).records):
            write(log, step.clock, *writes, laptop=str(step.laptop))
    return logs


@CASES
@given(STEPS, st.permutations(LAPTOPS), st.permutations(LAPTOPS))
def test_laptops_come_to_the_same_in_any_order_of_exchange(steps, one, two):
    logs = play(steps)
    assert shown(together(logs[i] for i in one)) == shown(together(logs[i] for i in (*two, *two)))


@CASES
@given(STEPS)
def test_no_record_names_one_that_is_not_there_and_none_is_half(steps):
    logs = play(steps)
    for log in (*logs, together(logs)):
        rows = shown(log).records
        assert {units["of"] for units in rows.values() if "of" in units} <= set(rows)
        assert all(set(units) in ({"of", "n"}, set(UNITS)) for units in rows.values())


@CASES
@given(STEPS)
def test_what_somebody_typed_is_shown_listed_or_was_seen_by_who_wrote_over_it(steps):
    log = together(play(steps))
    rows, conflicts = shown(log)
    listed = {(one.record, one.unit, value) for one in conflicts for value in one.values}
    seen = knowledge(log.values())
    for batch in log.values():
        for typed in batch.writes:
            if typed.unit == GONE or rows.get(typed.record, {}).get(typed.unit) == typed.value:
                continue
            over = any(
                seen.saw(later.uid, batch.uid)
                and any(
                    w.record == typed.record and w.unit in (typed.unit, GONE) for w in later.writes
                )
                for later in log.values()
            )
            assert over or (*typed[:2], typed.value) in listed


@CASES
@given(STEPS, st.sampled_from(LAPTOPS))
def test_a_settled_conflict_stays_settled_everywhere(steps, who):
    logs = play(steps)
    mine = together([*logs])
    for _ in range(6):
        now = shown(mine)
        settled = []
        for one in sorted(now.conflicts, key=repr):
            units = now.records[one.record]
            for unit in units if one.unit == GONE else (one.unit,):
                names = (units[unit],) if unit == "of" else ()
                settled.append(UnitWrite(one.record, unit, units[unit], names))
        if settled:
            write(mine, 5000, *settled, laptop=str(who))
    assert not shown(mine).conflicts
    for log in logs:
        assert shown(together([log, mine])) == shown(mine)


@CASES
@given(STEPS)
def test_who_had_seen_what_is_what_the_parents_say(steps):
    log = together(play(steps))
    seen = knowledge(log.values())
    before: dict[str, set[str]] = {}
    for batch in sorted(log.values(), key=lambda batch: batch.stamp):
        before[batch.uid] = {*batch.parents}.union(*(before[uid] for uid in batch.parents))
    assert all(seen.saw(a, b) == (b in before[a]) for a in log for b in log)


def test_what_was_written_after_the_backup_was_taken_and_after_it_was_restored_both_stay():
    mine: Log = {}
    write(mine, 1, UnitWrite("v1", "note", "first"))
    restored = dict(mine)
    write(mine, 2, UnitWrite("v1", "note", "before"))
    write(restored, 2, UnitWrite("v1", "note", "after"))
    found = shown(together([mine, restored]))
    assert found.conflicts == {Rivalry("v1", "note", frozenset({"before", "after"}))}


def test_a_year_ahead_on_one_clock_does_not_win_over_who_saw_its_value():
    mine: Log = {}
    write(mine, 2000, UnitWrite("v1", "note", "from a clock years ahead"))
    write(mine, 5, UnitWrite("v1", "note", "later, the clock is right"))
    assert shown(mine) == ({"v1": {"note": "later, the clock is right"}}, frozenset())


def test_a_removal_does_not_hide_what_it_had_not_seen_and_is_listed():
    mine: Log = {}
    write(mine, 1, UnitWrite("p1", "name", "p"))
    write(mine, 2, UnitWrite("a1", "of", "p1", ("p1",)), UnitWrite("a1", "n", "0"))
    other = dict(mine)
    write(mine, 3, UnitWrite("a1", GONE), UnitWrite("p1", GONE))
    write(other, 3, UnitWrite("a1", "n", "1"))
    rows, conflicts = shown(together([mine, other]))
    assert rows == {"p1": {"name": "p"}, "a1": {"of": "p1", "n": "1"}}
    assert {(one.record, one.unit) for one in conflicts} == {("a1", GONE), ("p1", GONE)}


def test_who_knew_but_half_of_what_spoke_against_a_removal_has_not_decided():
    first: Log = {}
    write(first, 1, UnitWrite("p1", "name", "p"), UnitWrite("p1", "note", "p"))
    remover, noting, naming = dict(first), dict(first), dict(first)
    write(remover, 2, UnitWrite("p1", GONE), laptop="a")
    write(noting, 2, UnitWrite("p1", "note", "n"), laptop="b")
    write(naming, 2, UnitWrite("p1", "name", "m"), laptop="c")
    half = together([remover, noting])
    write(half, 3, UnitWrite("p1", "note", "kept"), laptop="d")
    assert shown(half).conflicts == frozenset()
    everybody = together([half, naming])
    assert Rivalry("p1", GONE, frozenset({"removed"})) in shown(everybody).conflicts


def test_of_two_writes_of_one_batch_the_last_is_shown():
    log: Log = {}
    write(log, 1, UnitWrite("v1", "name", "a"), UnitWrite("v1", "name", "b"))
    found = outcome(log.values())
    assert (found.records, found.conflicts) == ({"v1": {"name": "b"}}, frozenset())
