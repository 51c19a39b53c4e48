"""What people's actions can refuse, each with a sentence for the person who tried."""

from lofte.audit.refusals import Refused

NOTHING_CHANGED = "Ingenting ändrades."


class NotYourKommun(Refused):
    pass


class LastAdministrator(Refused):
    pass


class BadParty(Refused):
    pass


class BadAssignment(Refused):
    pass


class BadInvitation(Refused):
    pass


class InvitationNotOpen(Refused):
    pass


class BadPassword(Refused):
    pass


class AccountClosed(Refused):
    pass


class ServesElsewhere(Refused):
    pass


class LetterNotSent(Refused):
    pass
