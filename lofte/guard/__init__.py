"""Finds personal data in Swedish free text. Pure rules; the README says how to add a family."""

from lofte.guard.spans import Kind, Span
from lofte.guard.sweep import find, mask

__all__ = ["Kind", "Span", "find", "mask"]
