"""How good the guard is: recall on the test numbers, false alarms on texts without numbers.

Reads the real data from LOFTE_REAL_DATA, or beside the checkout.
"""

import gzip
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lofte.guard import Kind, find

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("LOFTE_REAL_DATA", ROOT.parent / "shared" / "data"))
FRAMES = (
    "Mannen ({}) sågs vid torget.",
    "Pnr: {}",
    "{}",
    "Vi talade med boende,{}, om ljudet.",
    "Ring 114 14 om {} syns igen kl. 21.30.",
)


def numbers() -> Iterator[str]:
    """Every valid number of the two lists, in the lists' forms and those people type."""
    listed = json.loads((DATA / "personnummer" / "list.json").read_text())
    structured = json.loads((DATA / "personnummer" / "structured.json").read_text())
    for kind in structured.values():
        yield from kind["string"]["valid"]
        yield from map(str, kind["integer"]["valid"])
    for row in (row for row in listed if row["valid"]):
        yield from (row[form] for form in row if form.endswith("format"))
        for form in (row["separated_format"], row["separated_long"]):
            yield form
            for gap in (" ", "\u00a0", "–", "\u2011", "−", " - ", "\u202f", ""):
                yield form.replace("-", gap).replace("+", gap)
            yield form.translate({48 + i: 0xFF10 + i for i in range(10)})
            yield " ".join(form.replace("-", "").replace("+", ""))
            yield f"{form[:-9]}-{form[-9:-7]}-{form[-7:]}"


def recall() -> tuple[int, int]:
    """(found, tried) over numbers and frames; found = the span is exactly the number."""
    found = tried = 0
    for number in numbers():
        for frame in FRAMES:
            text = frame.format(number)
            start = text.index(number)
            kinds = {Kind.PERSONNUMMER, Kind.SAMORDNINGSNUMMER}
            hit = any(
                s.kind in kinds and (s.start, s.end) == (start, start + len(number))
                for s in find(text)
            )
            tried, found = tried + 1, found + hit
            if not hit:
                print("  missed:", repr(text), find(text))
    return found, tried


def police() -> Iterator[str]:
    with gzip.open(DATA / "polisen-events" / "event_pages.jsonl.gz", "rt") as lines:
        for line in lines:
            page = json.loads(line)
            yield "\n".join(filter(None, (page["title"], page["preamble"], page["body"])))


def words() -> Iterator[str]:
    folder = DATA / "swedish-place-words"
    yield from (folder / "place_names.txt").read_text().splitlines()
    with gzip.open(folder / "street_names.txt.gz", "rt") as lines:
        yield from (line.rstrip("\n") for line in lines)


def count(texts: Iterable[str], *, show: bool = False) -> tuple[int, Counter[str]]:
    """(words, alarms by kind)."""
    total, kinds = 0, Counter[str]()
    for text in texts:
        total += len(text.split())
        for span in find(text):
            kinds[span.kind] += 1
            if show:
                around = text[max(0, span.start - 50) : span.end + 25].replace("\n", " / ")
                print(f"  {span.kind}: {text[span.start : span.end]!r} in {around!r}")
    return total, kinds


def alarms(name: str, texts: Iterable[str], *, show: bool) -> None:
    began = time.perf_counter()
    total, kinds = count(texts, show=show)
    took = time.perf_counter() - began
    rate = 1000 * sum(kinds.values()) / total
    shown = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()) or "none"
    print(f"{name}: {total} words, {rate:.4f} alarms per 1,000 words ({shown}), {took:.1f} s")


def report(*, show: bool) -> None:
    found, tried = recall()
    print(f"personnummer: {found} of {tried} found ({100 * found / tried:.1f} %)")
    alarms("police pages", police(), show=show)
    alarms("place words", words(), show=show)
