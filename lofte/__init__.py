"""Löfte: from a marked place to a changed one."""

__version__ = "0.1.0"
