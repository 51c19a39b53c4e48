"""Official tables: figures per place and period, never events."""

from lofte.importers.tables.reading import About, read_tables
from lofte.importers.tables.series import Figure, Flag, Geography, Series, Tables

__all__ = ["About", "Figure", "Flag", "Geography", "Series", "Tables", "read_tables"]
