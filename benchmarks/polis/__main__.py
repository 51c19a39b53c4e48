"""A whole real dialogue comes in: python -m benchmarks.polis FOLDER.

FOLDER: the export of American Assembly's dialogue in Bowling Green (2,031 people, 896 comments), as
`lofte dialogue FOLDER` reads it. It comes in twice: whole, and with one of its groups cut down to
three people. It fails when an answer or a comment is missing, or when the open edition of either
tells a count of one to four persons, or the group of three.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.kommun import signed_in

SMALL, LEAST = 3, 5


def main(folder: Path) -> int:
    signed_in(1, 0)
    from lofte.importers.polis_export.reading import read

    whole = read(folder)
    wrong = list(taken("whole", whole, None))
    sizes = sorted({person.group for person in whole.people if person.group})
    few = [person for person in whole.people if person.group == sizes[-1]][:SMALL]
    people = tuple(p for p in whole.people if p.group != sizes[-1] or p in few)
    authors = {person.id for person in people}
    comments = tuple(one for one in whole.comments if one.author in authors)
    cut = replace(whole, topic=f"{whole.topic}, cut", people=people, comments=comments)
    wrong += taken(f"group {sizes[-1]} cut to {SMALL}", cut, f"grupp_{sizes[-1]}")
    print("\n".join(wrong) or "nothing is missing, and no count of one to four is told")
    return int(bool(wrong))


def taken(name: str, export: Any, hidden: str | None) -> Iterator[str]:
    """Take it in, and tell what is not as it should be."""
    from lofte.audit.actions import SYSTEM
    from lofte.dialogue.models import Answer
    from lofte.importers.polis_export.actions import take_in
    from lofte.people.models import User
    from lofte.places.models import Kommun
    from lofte.publishing.dialogues.content import content_of

    kommun = Kommun.objects.unscoped("a benchmark").get()
    began = time.perf_counter()
    dialogue = take_in(kommun=kommun, export=export, by=SYSTEM).dialogue
    spent = time.perf_counter() - began
    answers = list(Answer.objects.unscoped("a benchmark").filter(dialogue=dialogue))
    said = "\n".join(
        text for row in answers for code, text in row.values.items() if code.startswith("ord_")
    )
    missing = sum(one.text not in said for one in export.comments)
    coordinator = User.objects.order_by("pk").last()
    content = content_of(dialogue, kommun, coordinator, suspected=True)
    counts = [line["count"] for question in content["questions"] for line in question["lines"]]
    counts += [line["count"] for line in content["themes"]["lines"]]
    kept_back = sum(count is None for count in counts)
    print(
        f"{name}: {len(answers)} people and {len(export.comments)} comments in {spent:.1f} s; of "
        f"{len(counts)} counts in the open edition {kept_back} are kept back"
    )
    if len(answers) != len(export.people) or missing:
        yield f"{name}: {len(export.people) - len(answers)} people, {missing} comments missing"
    small = sum(count is not None and 0 < count < LEAST for count in counts)
    if small:
        yield f"{name}: {small} counts of one to four persons are told"
    groups = next(one for one in content["questions"] if one["code"] == "grupp")
    if hidden and any(one["count"] is not None for one in groups["lines"] if one["code"] == hidden):
        yield f"{name}: the group of {SMALL} is told"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    sys.exit(main(parser.parse_args().folder))
