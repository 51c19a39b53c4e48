"""A sum for the browser to do in a flood: cheap for one phone, dear for who sends ten thousand.

Find a number so that the hash of the dialogue's address, the day, what the sending calls itself and
the number begins with so many zero bits. Nothing is kept: the same sending counts once anyway, so a
sum done is of use once. It is never the only way: the poster's code does without any script.
"""

import hashlib
from datetime import date, timedelta

from lofte.dialogue.models import Dialogue

BITS = 16  # 65,000 hashes or so: a second on a phone
LONGEST = 12  # digits


def challenge(dialogue: Dialogue, sending: str, day: date) -> str:
    return f"{dialogue.link}:{day.isoformat()}:{sending}"


def is_solved(dialogue: Dialogue, sending: str, number: str, today: date) -> bool:
    """Begun today, or before midnight."""
    if not (number.isdecimal() and number.isascii() and len(number) <= LONGEST and sending):
        return False
    days = (today, today - timedelta(days=1))
    return any(_zeros(f"{challenge(dialogue, sending, day)}:{number}") >= BITS for day in days)


def _zeros(text: str) -> int:
    digest = hashlib.sha256(text.encode()).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()
