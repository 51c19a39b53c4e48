"""Two promises side by side: what is new, sharpened, unchanged, dropped. And two versions."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp


@dataclass(frozen=True, slots=True)
class Pair:
    """A commitment of the earlier promise beside the one that continues it."""

    earlier: Commitment | None
    later: Commitment | None
    judgement: FollowUp | None
    kind: str  # new, sharpened, changed, same, dropped


def side_by_side(
    earlier: list[Commitment], later: list[Commitment], judged: dict[int, FollowUp]
) -> list[Pair]:
    """Earlier commitments in their order, each beside what continues it; then what is new."""
    pairs: list[Pair] = []
    for old in earlier:
        found = [new for new in later if new.continues_id == old.pk]
        verdict = judged.get(old.pk)
        if not found:
            pairs.append(Pair(old, None, verdict, "dropped"))
        pairs += [Pair(old, new, verdict, _kind(old, new)) for new in found]
    known = {old.pk for old in earlier}
    pairs += [Pair(None, new, None, "new") for new in later if new.continues_id not in known]
    return pairs


def _kind(old: Commitment, new: Commitment) -> str:
    """Sharpened: what could not be counted or dated before can be now, or the number is higher."""
    before, now = _exactness(old), _exactness(new)
    if now > before:
        return "sharpened"
    higher = (
        old.target_value is not None
        and new.target_value is not None
        and (old.target_kind, old.per) == (new.target_kind, new.per)
        and old.comparator == new.comparator == ">="
        and new.target_value > old.target_value
    )
    if higher:
        return "sharpened"
    same = (old.text, old.target_kind, old.target_value, old.per, old.due) == (
        new.text,
        new.target_kind,
        new.target_value,
        new.per,
        new.due,
    )
    return "same" if same else "changed"


def _exactness(row: Commitment) -> int:
    return (row.target_kind != "none") + (row.due is not None) + bool(row.owner_role)


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text that stayed, came or went."""

    kind: str  # same, in, out
    text: str


def difference(before: str, after: str) -> list[Change]:
    """Word by word, in reading order."""
    old, new = before.split(), after.split()
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", " ".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("out", " ".join(old[a:b])))
        if d > c:
            found.append(Change("in", " ".join(new[c:d])))
    return found


def lines_of(document: dict[str, Any]) -> list[str]:
    """A frozen document as the lines that a reader compares."""
    lines = [
        document["title"],
        f"{document['area']}, {document['first_day']}–{document['last_day']}",
        document["intro"],
        document["basis"],
        *document["focuses"],
    ]
    for one in document["commitments"]:
        who = "Tillsammans" if one["joint"] else ", ".join(one["parties"])
        target = f" ({one['target']['words']})" if one["target"]["words"] else ""
        lines.append(f"{who}: {one['text']}{target}")
    return [line for line in (*lines, document["how_followed_up"], document["contact"]) if line]


def versions_apart(before: dict[str, Any] | None, after: dict[str, Any]) -> list[list[Change]]:
    """The later document line by line, with what differs from the earlier one marked."""
    if before is None:
        return [[Change("same", line)] for line in lines_of(after)]
    old, new = lines_of(before), lines_of(after)
    found: list[list[Change]] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Change("same", line)] for line in new[c:d]]
            continue
        for at in range(max(b - a, d - c)):
            was = old[a + at] if a + at < b else ""
            now = new[c + at] if c + at < d else ""
            found.append(difference(was, now))
    return found
