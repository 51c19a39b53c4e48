"""What can be wrong with a survey; each sentence says which argument and what is allowed."""


class BadSurvey(ValueError):
    """The survey cannot be used as given."""


class NotASample(BadSurvey):
    """An open survey was asked for what only a sample can give."""


class LonelyStratum(BadSurvey):
    """A stratum with a single answer has no spread to measure."""


class EmptyGroup(BadSurvey):
    """A group of the population has no answer, so no weight can stand for it."""


class NoConvergence(BadSurvey):
    """Raking did not settle."""
