"""The server dies in the middle of 120 answers: whoever was thanked is there, once."""

import threading

from tests.faults.guests import Guest
from tests.faults.senders import at_once
from tests.faults.server import Server
from tests.faults.test_kill import server

__all__ = ["server"]
GUESTS = 120


def test_every_answer_that_was_thanked_for_is_there_once_after_a_kill(server: Server) -> None:
    facts = server.run("asked.ask()")
    server.start()
    guests = [Guest(server.port, facts) for _ in range(GUESTS)]
    texts = [f"svar {n}" for n in range(GUESTS)]
    assert all(guest.open() for guest in guests)
    thanked: set[str] = set()
    enough = threading.Event()

    def send(guest: Guest, text: str) -> None:
        if guest.send(text):
            thanked.add(text)
            if len(thanked) >= GUESTS // 4:
                enough.set()

    killer = threading.Thread(target=lambda: (enough.wait(30), server.kill()))
    killer.start()
    at_once([lambda g=g, t=t: send(g, t) for g, t in zip(guests, texts, strict=True)])
    killer.join()
    assert GUESTS // 4 <= len(thanked) < GUESTS, "the server died in the middle"
    found = server.run("asked.heard()")
    assert thanked <= set(found["texts"])
    assert found["marks"] == sum(found["texts"].values()), "an answer is whole or not there"

    server.start()
    for guest, text in zip(guests, texts, strict=True):
        assert guest.send(text), "the same sending again is thanked for too"
    found = server.run("asked.heard()")
    assert found == {"texts": dict.fromkeys(texts, 1), "marks": GUESTS, "flood": 0}
