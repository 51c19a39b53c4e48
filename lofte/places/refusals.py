"""What set-up can refuse. Each carries a sentence: what happened, what was kept, what to do."""

from lofte.audit.refusals import Refused

NOTHING_SAVED = "Ingenting sparades."


class BadKommun(Refused):
    pass


class BadSettings(Refused):
    pass


class BadArea(Refused):
    pass


class BadPlace(Refused):
    pass


class BadStreet(Refused):
    pass


class BadAddress(Refused):
    pass


class BadBasemap(Refused):
    pass
