"""Kill -9 while 500 answer at once: python -m benchmarks.stage.kill [GUESTS] [postgres].

The same as tests/faults/test_stage.py, full size. It fails when an answer that was thanked for is
not there, when one is there twice or half, or when the same sending again is not thanked for.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.stage.databases import NAMES, own_database
from tests.faults.killing import die_in_the_middle
from tests.faults.server import Server

GUESTS = 500


def main(guests: int, database: str) -> None:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        server = Server(Path(folder), database)
        try:
            thanked, kept = die_in_the_middle(server, guests)
        finally:
            server.kill()
    print(
        f"{NAMES[bool(database)]}: {guests} at once, killed when {thanked} had been thanked: "
        f"{kept} were there, whole; after all had sent again {guests}, none lost, none doubled"
    )


if __name__ == "__main__":
    words = sys.argv[1:]
    numbers = [int(word) for word in words if word != "postgres"]
    main(numbers[0] if numbers else GUESTS, own_database() if "postgres" in words else "")
