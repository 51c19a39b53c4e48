"""Official tables: figures per place and period, never events."""

from lofte.importers.tables.reading import About, read_tables
from lofte.importers.tables.series import Figure, Flag, Geography, Series, Tables
from lofte.importers.tables.tidy import PeriodMissing

__all__ = [
    "About",
    "Figure",
    "Flag",
    "Geography",
    "PeriodMissing",
    "Series",
    "Tables",
    "read_tables",
]
