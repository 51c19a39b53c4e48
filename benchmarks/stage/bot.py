"""A bot that sends 10,000 answers: python -m benchmarks.stage.bot [ANSWERS] [postgres].

It sends from four connections at once, as fast as it is answered, without the poster's code and
without the sum. Beside it somebody with the code answers once in a hundred. It fails when an answer
that was thanked for is not there or is there twice, when the person is marked as a flood, when the
bot's answers above the limits are not, or when the results without them count any.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.stage.databases import NAMES, own_database
from tests.faults.guests import Guest
from tests.faults.server import Server

ANSWERS, AT_ONCE, PERSON_EVERY = 10_000, 4, 100


def main(answers: int, database: str) -> int:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        server = Server(Path(folder), database)
        facts = server.run("asked.ask()")
        server.start()
        began = time.monotonic()
        try:
            with ThreadPoolExecutor(AT_ONCE) as bots:
                thanked = list(bots.map(lambda n: sent(server.port, facts, n), range(answers)))
            spent = time.monotonic() - began
            found, told = server.run("asked.heard()"), server.run("asked.told()")
        finally:
            server.kill()
    wrong = list(faults(answers, thanked, found, told, spent))
    print(
        f"{NAMES[bool(database)]}: {sum(thanked)} of {answers} thanked in {spent:.0f} s, "
        f"{sum(found['texts'].values())} kept, {found['flood']} marked as a flood; results say "
        f"{told['with']} with them and {told['without']} without; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print("\n".join(f"  {one}" for one in wrong or ["nothing lost, nothing doubled, all as said"]))
    return int(bool(wrong))


def sent(port: int, facts: dict[str, str], number: int) -> bool:
    """Whether it was thanked for. Every hundredth is a person who has the code."""
    guest = Guest(port, facts, sending=f"bot {number}")
    person = number % PERSON_EVERY == 0
    return guest.send(text(number), **({"affischkod": facts["code"]} if person else {}))


def text(number: int) -> str:
    return f"person {number}" if number % PERSON_EVERY == 0 else f"bot {number}"


def faults(
    answers: int,
    thanked: list[bool],
    found: dict[str, dict[str, int]],
    told: dict[str, int],
    spent: float,
) -> Iterator[str]:
    """Each thing that is not as it should be, as a sentence."""
    texts, flood = found["texts"], int(str(found["flood"]))
    lost = sum(ok and text(n) not in texts for n, ok in enumerate(thanked))
    doubled = sum(count > 1 for count in texts.values())
    if lost or doubled or not all(thanked):
        yield f"{lost} lost, {doubled} doubled, {answers - sum(thanked)} not thanked for"
    persons = told["persons_marked"]
    if persons:
        yield f"{persons} persons with the poster's code are marked as a flood"
    # The limits let so many through before they close: what is sent at the same instant may slip.
    bots = answers - len(range(0, answers, PERSON_EVERY))
    a_minute, an_hour = told["most_a_minute"], told["most_an_hour"]
    hours = int(spent // 3_600) + 2
    let_through = min(an_hour * hours, a_minute * (int(spent // 60) + 2))
    if flood < bots - let_through - AT_ONCE:
        yield f"only {flood} of {bots} are marked, though at most {let_through} go under the limits"
    if told["with"] != sum(texts.values()) or told["without"] != told["with"] - flood:
        yield f"the results count {told['with']} with and {told['without']} without {flood}"


if __name__ == "__main__":
    words = sys.argv[1:]
    numbers = [int(word) for word in words if word != "postgres"]
    chosen = own_database() if "postgres" in words else ""
    sys.exit(main(numbers[0] if numbers else ANSWERS, chosen))
