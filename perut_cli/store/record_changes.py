"""What an upgrade changes in the records themselves, each with a line in the history."""

from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.remove import log_changed

WITH_MODES = 2
"""The schema from which on a visit without a mode is one in mode visit."""


def change_records(store: Store, before: int) -> None:
    """Change the records of a database that was of schema `before`."""
    if before < WITH_MODES:
        _give_modes(store)


def _give_modes(store: Store) -> None:
    """Visits recorded without a mode become those in mode visit, with a line in the history; the
    moment is that of the newest batch, so that two copies of one file agree.
    """
    if not store.value("SELECT EXISTS (SELECT 1 FROM session WHERE mode = '')"):
        return
    number = store.value("SELECT max(id) + 1 FROM batch")
    store.connection.execute(
        "INSERT INTO batch (id, written_at, actor, command, schema_version, changed_count) "
        "SELECT ?1, max(written_at), 'perut', 'upgrade: mode visit', ?2, "
        "(SELECT count(*) FROM session WHERE mode = '') FROM batch",
        (number, WITH_MODES),
    )
    batch = Batch(store, number)
    log_changed(batch, "session", "t.mode = ''")
    store.connection.execute(
        "UPDATE session SET mode = 'visit', batch = ? WHERE mode = ''", (number,)
    )
