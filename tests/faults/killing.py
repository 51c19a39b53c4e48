"""The server dies in the middle of many answers, and comes back."""

import threading

from tests.faults.guests import Guest
from tests.faults.senders import at_once
from tests.faults.server import Server


def die_in_the_middle(server: Server, many: int) -> tuple[int, int]:
    """How many were thanked before it died, and how many answers were there then.

    Whoever was thanked is there, once, and an answer is whole or not there. All send the same again
    to the server that has come back: all are thanked, and no answer is there twice.
    """
    facts = server.run("asked.ask()")
    server.start()
    guests = [Guest(server.port, facts) for _ in range(many)]
    texts = [f"svar {n}" for n in range(many)]
    assert all(guest.open() for guest in guests)
    thanked: set[str] = set()
    enough = threading.Event()

    def send(guest: Guest, text: str) -> None:
        if guest.send(text):
            thanked.add(text)
            if len(thanked) >= many // 4:
                enough.set()

    killer = threading.Thread(target=lambda: (enough.wait(120), server.kill()))
    killer.start()
    at_once([lambda g=g, t=t: send(g, t) for g, t in zip(guests, texts, strict=True)])
    killer.join()
    assert many // 4 <= len(thanked) < many, "the server died in the middle"
    found = server.run("asked.heard()")
    assert thanked <= set(found["texts"])
    kept = sum(found["texts"].values())
    assert found["marks"] == kept, "an answer is whole or not there"

    server.start()
    for guest, text in zip(guests, texts, strict=True):
        assert guest.send(text), "the same sending again is thanked for too"
    found = server.run("asked.heard()")
    assert found == {"texts": dict.fromkeys(texts, 1), "marks": many, "flood": found["flood"]}
    return len(thanked), kept
