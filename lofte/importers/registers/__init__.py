"""Registers of events, one row per event: open_file -> propose -> read, or all three in `load`."""

from lofte.importers.registers.areas import Area, Areas, read_areas
from lofte.importers.registers.loading import load
from lofte.importers.registers.mapping import CONTENT, Kept, Mapping, Option, Question
from lofte.importers.registers.mapping_yaml import from_yaml, to_yaml
from lofte.importers.registers.opening import open_file
from lofte.importers.registers.proposing import propose
from lofte.importers.registers.raw import GEOMETRY, BrokenRow, Limits, RawTable
from lofte.importers.registers.reading import read
from lofte.importers.registers.register import Counts, Register, Reject
from lofte.importers.registers.rejects import write_rejects
from lofte.importers.registers.sentences import ImportRefused, Sentence

__all__ = [
    "CONTENT",
    "GEOMETRY",
    "Area",
    "Areas",
    "BrokenRow",
    "Counts",
    "ImportRefused",
    "Kept",
    "Limits",
    "Mapping",
    "Option",
    "Question",
    "RawTable",
    "Register",
    "Reject",
    "Sentence",
    "from_yaml",
    "load",
    "open_file",
    "propose",
    "read",
    "read_areas",
    "to_yaml",
    "write_rejects",
]
