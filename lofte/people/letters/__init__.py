"""The queue of letters: what is told by e-mail, to whom, and when it may leave at the earliest.

A room writes a letter with `actions.queue` in the same transaction as what it tells of. The key
says what is told to whom, so that nobody is told twice. `lofte due` sends it (`sending.py`). Until
then it can be stopped: `actions.recall`, `actions.recall_about`. When it has left, or was stopped,
its address and text are erased; the row stays and says that it happened.
"""
