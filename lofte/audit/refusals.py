"""What every act may answer instead of doing it."""


class Refused(Exception):
    """It was not done. The sentence says what happened, what was kept and what to do."""
