"""A hundred thousand rows at once: one statement, prepared once, instead of an object a row.

Making model objects takes ten times as long as the database does, and with SQLite everybody else
who writes waits meanwhile.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from lofte.statistics.models import RegisterRow

SAME = ("source", "key_hash")
RENEWED = (
    *("started_at", "ended_at", "x", "y", "category", "extra"),
    *("last_delivery", "vanished_in", "left_window"),
)
FIELDS = (*SAME, *RENEWED, "first_delivery")


def statement() -> str:
    """Insert a row of FIELDS; where the source has the key already, renew what a file may renew."""
    quoted = connection.ops.quote_name
    columns = {field.name: quoted(str(field.column)) for field in RegisterRow._meta.concrete_fields}
    column = {name: columns[name] for name in FIELDS}
    return (  # names of our own table and columns, never of a file
        f"INSERT INTO {quoted(RegisterRow._meta.db_table)} ({', '.join(column.values())}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(FIELDS))}) "
        f"ON CONFLICT ({', '.join(column[name] for name in SAME)}) DO UPDATE SET "
        + ", ".join(f"{column[name]} = EXCLUDED.{column[name]}" for name in RENEWED)
    )


def moment(value: datetime | None) -> Any:
    """As the database keeps it."""
    return connection.ops.adapt_datetimefield_value(value)


def document(value: dict[str, Any] | None) -> Any:
    """As the database keeps it; None is no value."""
    if value is None:
        return None
    return RegisterRow._meta.get_field("extra").get_db_prep_value(value, connection)
