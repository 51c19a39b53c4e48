"""The server dies in the middle of 120 answers: whoever was thanked is there, once.

`python -m benchmarks.stage.kill` does the same with five hundred, on either database.
"""

from tests.faults.killing import die_in_the_middle
from tests.faults.server import Server
from tests.faults.test_kill import server

__all__ = ["server"]
GUESTS = 120


def test_every_answer_that_was_thanked_for_is_there_once_after_a_kill(server: Server) -> None:
    thanked, kept = die_in_the_middle(server, GUESTS)
    assert GUESTS // 4 <= thanked <= kept <= GUESTS
    assert server.run("asked.heard()")["flood"] == 0
