"""`lofte guard`: texts in, spans out, line by line. No Django and no database."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from lofte.guard import find

HELP = "Hittar personuppgifter i texter: en rad in, en rad med fynd ut. Ingen databas behövs."
_MORE = """\
Varje rad in är en JSON-sträng eller ett objekt med fältet "text":

  "Grannen Anna bor på Björkvägen 14 B."
  {"id": 7, "text": "Ring 070-174 06 05."}

Varje rad ut är en JSON-lista med ett objekt för varje fynd, i ordning och utan överlapp:

  [{"start": 8, "end": 12, "kind": "name"}, {"start": 20, "end": 35, "kind": "address"}]

start och end räknar unicode-tecken (kodpunkter) från noll: text[start:end] är fyndet.
kind är personnummer, samordningsnummer, email, phone, plate, case, flat, address, handle eller
name.
En rad som inte går att läsa ger en tom lista, så att rad n ut alltid hör till rad n in, och en
mening med radens nummer på standardfelet. Då är slutkoden 1. En fil som inte går att öppna ger
slutkoden 2.
"""
BAD_LINES = 1
NO_FILE = 2


class Unreadable(Exception):
    """A line that holds no text; the sentence says why."""


def main(arguments: Sequence[str]) -> int:
    """Read what the arguments name and write what was found; the exit code."""
    named = _parser().parse_args(arguments).files or ["-"]
    bad = False
    with ExitStack() as opened:
        try:
            sources = [(name, _open(name, opened)) for name in named]
        except OSError as error:
            print(f"{error.filename} går inte att öppna. Inget är läst.", file=sys.stderr)
            return NO_FILE
        for name, lines in sources:
            bad |= _copy(name, lines)
    return BAD_LINES if bad else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lofte guard",
        description=HELP,
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", metavar="FIL", nargs="*", help="filer med rader; annars läses standard in (-)"
    )
    return parser


def _open(name: str, opened: ExitStack) -> Iterable[bytes]:
    if name == "-":
        return sys.stdin.buffer
    return opened.enter_context(open(name, "rb"))


def _copy(name: str, lines: Iterable[bytes]) -> bool:
    """Write a line for every line; whether any was bad."""
    bad = False
    for number, line in enumerate(lines, 1):
        try:
            found = find(text_of(line))
        except Unreadable as why:
            bad, found = True, ()
            where = "standard in" if name == "-" else name
            print(f"{where}, rad {number}: {why}", file=sys.stderr)
        spans = [{"start": s.start, "end": s.end, "kind": s.kind.value} for s in found]
        print(json.dumps(spans), flush=True)
    return bad


def text_of(line: bytes) -> str:
    """The text of one line. Raises Unreadable."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("raden är inte UTF-8. Ingenting hittades i den.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("raden är inte JSON. Ingenting hittades i den.") from error
    text = given.get("text") if isinstance(given, dict) else given
    if not isinstance(text, str):
        raise Unreadable('raden är varken en sträng eller ett objekt med strängen "text".')
    return text
