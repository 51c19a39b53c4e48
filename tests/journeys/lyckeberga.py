"""Lyckeberga, loaded once in a session and put back before every journey."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import call_command
from django.db import connection

from lofte.demo.load import load_demo

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
FOLDERS = ("EDITIONS_DIR", "MEDIA_ROOT")


class Rows(Protocol):
    def restore(self) -> None: ...


class SqliteRows:
    """The whole database, copied page by page."""

    def __init__(self) -> None:
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        _raw().backup(self._copy)

    def restore(self) -> None:
        self._copy.backup(_raw())


class PostgresRows:
    """Every table in a schema beside; the sequences follow their tables."""

    def __init__(self) -> None:
        self._tables = connection.introspection.table_names()
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA kept")
            for table in self._tables:
                cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')

    def restore(self) -> None:
        names = ", ".join(f'public."{table}"' for table in self._tables)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # in any order of tables
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            for table in self._tables:
                cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM kept."{table}"')
                self._go_on_after(cursor, table)
            cursor.execute("SET session_replication_role = DEFAULT")

    def _go_on_after(self, cursor: Any, table: str) -> None:
        for sequence in connection.introspection.get_sequences(cursor, table):
            column = sequence["column"]
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "
                f'(SELECT COALESCE(MAX("{column}"), 1) FROM "{table}"))'
            )


@dataclass(frozen=True, slots=True)
class Snapshot:
    rows: Rows
    files: Path

    def restore(self, settings: Any, to: Path) -> None:
        self.rows.restore()
        for name in FOLDERS:
            shutil.copytree(self.files / name, to / name)
            setattr(settings, name, to / name)


def take_snapshot(files: Path) -> Snapshot:
    """Load the town at the fixed time, keep it, and leave the database empty."""
    with time_machine.travel(NOW - timedelta(hours=1), tick=True):
        load_demo(now=NOW, say=lambda _: None)
    rows = SqliteRows() if connection.vendor == "sqlite" else PostgresRows()
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    return Snapshot(rows, files)


def _raw() -> sqlite3.Connection:
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    return raw
