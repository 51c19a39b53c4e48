"""Roles and what each may do, as one table that a data protection officer can read."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPORTER = "reporter", _("rapportör")
    REVIEWER = "reviewer", _("granskare")
    COORDINATOR = "coordinator", _("samordnare")
    POLICE = "police", _("kommunpolis")
    LEADER = "leader", _("ledare eller förtroendevald")
    COMMUNICATOR = "communicator", _("kommunikatör")
    SIGNATORY = "signatory", _("undertecknare")
    ADMINISTRATOR = "administrator", _("administratör")


class Capability(StrEnum):
    REPORT = "report"  # send reports and see one's own
    REVIEW = "review"  # read, confirm, return, merge and reject reports
    SEE_GROUP = "see_group"  # exact places, group-only places, intelligence as sentences
    SEE_PICTURE = "see_picture"  # pictures at the precision of one's role
    COMPILE = "compile"  # compile, edit and discard pictures
    FREEZE = "freeze"  # be the second person
    PUBLISH = "publish"  # publish and withdraw editions
    COORDINATE = "coordinate"  # the meeting: agenda, notes, decisions
    PATROL = "patrol"  # accept, adjust or decline proposed stops, and plan
    LOG = "log"  # log what one's own party did: a visit, an activity
    PROMISE = "promise"  # problems, causes, measures and promises, until they are signed
    SIGN = "sign"  # sign for one's own party
    FOLLOW_UP = "follow_up"  # tell and judge what came of what one's own party promised
    DIALOGUE = "dialogue"  # set up dialogues, write in answers, read results, tell them
    DUTIES = "duties"  # keep the board of the Act's paragraphs
    IMPORT = "import"  # bring in registers, tables and figures
    SET_UP = "set_up"  # places, parties, people, settings
    SEE_AUDIT = "see_audit"


C = Capability
CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.REPORTER: frozenset({C.REPORT}),
    Role.REVIEWER: frozenset({C.REPORT, C.REVIEW, C.SEE_GROUP, C.SEE_PICTURE, C.FREEZE}),
    Role.COORDINATOR: frozenset(
        {
            *(C.REPORT, C.REVIEW, C.SEE_GROUP, C.SEE_PICTURE, C.COMPILE, C.FREEZE, C.PUBLISH),
            *(C.IMPORT, C.COORDINATE, C.LOG, C.PROMISE, C.FOLLOW_UP, C.DIALOGUE, C.DUTIES),
        }
    ),
    Role.POLICE: frozenset(
        {
            *(C.REPORT, C.SEE_GROUP, C.SEE_PICTURE, C.FREEZE),
            *(C.PATROL, C.LOG, C.PROMISE, C.FOLLOW_UP),
        }
    ),
    Role.LEADER: frozenset({C.SEE_PICTURE, C.FOLLOW_UP}),
    Role.COMMUNICATOR: frozenset({C.SEE_PICTURE, C.PUBLISH, C.DIALOGUE}),
    Role.SIGNATORY: frozenset({C.SEE_PICTURE, C.SIGN}),
    Role.ADMINISTRATOR: frozenset({C.SET_UP, C.IMPORT, C.SEE_AUDIT, C.SEE_PICTURE}),
}
