"""What was overwritten leaves the disk too, not only the tables."""

from django.db import connection, transaction


def leave_no_trace() -> None:
    """When the transaction is done, the log beside the database file forgets older wordings.

    SQLite overwrites freed space (secure_delete in the settings) but keeps older pages in its log
    until it is emptied. PostgreSQL forgets them when it vacuums; the guide for running says so.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_the_log)


def _empty_the_log() -> None:
    """Somebody who reads at this moment only delays it to the next time."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
