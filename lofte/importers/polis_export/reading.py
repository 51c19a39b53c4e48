"""The open export of a Polis conversation: what people wrote, and how they voted on it.

A folder with `comments.csv` and `participants-votes.csv`, and `summary.csv` if it has one. What
does not hold together is refused with a sentence; nothing is guessed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from lofte.audit.refusals import Refused

COMMENTS, VOTES, SUMMARY = "comments.csv", "participants-votes.csv", "summary.csv"
AGREE, DISAGREE, PASS = "med", "emot", "passar"
CODES = {"1": AGREE, "-1": DISAGREE, "0": PASS}
MOST_BYTES = 200_000_000
NOTHING = "Ingenting lästes in."


class BadExport(Refused):
    """The folder is no export that can be read; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author: str
    text: str
    day: date
    shown: bool  # whether others were asked to vote on it


@dataclass(frozen=True, slots=True)
class Person:
    """votes: by the comment's id."""

    id: str
    group: str
    votes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Export:
    topic: str
    about: str
    comments: tuple[Comment, ...]
    people: tuple[Person, ...]


def read(folder: Path) -> Export:
    comments = tuple(_comment(row, n) for n, row in _rows(folder, COMMENTS))
    known = {comment.id for comment in comments}
    people = tuple(_person(row, n, known) for n, row in _rows(folder, VOTES))
    if not comments or not people:
        raise BadExport(f"Exporten i {folder} har inga kommentarer eller inga svar. {NOTHING}")
    authors = {person.id for person in people}
    if lost := [one.author for one in comments if one.author not in authors]:
        raise BadExport(f"{COMMENTS}: skribenten {lost[0]} finns inte i {VOTES}. {NOTHING}")
    if len(authors) < len(people):
        raise BadExport(f"{VOTES}: samma deltagare står på två rader. {NOTHING}")
    told = _summary(folder)
    topic = told.get("topic", folder.name)
    return Export(topic, told.get("conversation-description", ""), comments, people)


def _rows(folder: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    path = folder / name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadExport(f"{path} är större än 200 MB. {NOTHING}")
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from enumerate(csv.DictReader(file), start=2)
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        raise BadExport(f"{path} går inte att läsa. {NOTHING}") from why


def _comment(row: dict[str, str], number: int) -> Comment:
    try:
        moment = datetime.fromtimestamp(int(row["timestamp"]) / 1_000, UTC)
        text, shown = row["comment-body"].strip(), row["moderated"] == "1"
        return Comment(row["comment-id"], row["author-id"], text, moment.date(), shown)
    except (KeyError, ValueError, AttributeError, OverflowError, OSError) as why:
        raise BadExport(
            f"{COMMENTS}, rad {number}: det ska finnas timestamp, comment-id, author-id, moderated "
            f"och comment-body. {NOTHING}"
        ) from why


def _person(row: dict[str, str], number: int, known: set[str]) -> Person:
    if "participant" not in row or "group-id" not in row:
        raise BadExport(f"{VOTES}: kolumnerna participant och group-id behövs. {NOTHING}")
    votes = {}
    for name in known & row.keys():
        if value := row[name] or "":
            if value not in CODES:
                raise BadExport(
                    f"{VOTES}, rad {number}: ”{value[:20]}” är ingen röst. {NOTHING} Röster är "
                    "1, 0 och -1."
                )
            votes[name] = CODES[value]
    return Person(row["participant"], row["group-id"] or "", votes)


def _summary(folder: Path) -> dict[str, str]:
    path = folder / SUMMARY
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}
