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
    ADMINISTRATOR = "administrator", _("administratör")


class Capability(StrEnum):
    REPORT = "report"  # send reports and see one's own
    REVIEW = "review"  # read, confirm, return, merge and reject reports
    SEE_GROUP = "see_group"  # exact places, group-only places, intelligence as sentences
    SEE_PICTURE = "see_picture"  # pictures at the precision of one's role
    COMPILE = "compile"  # compile, edit and discard pictures
    FREEZE = "freeze"  # be the second person
    PUBLISH = "publish"  # publish and withdraw editions
    IMPORT = "import"  # bring in registers, tables and figures
    SET_UP = "set_up"  # places, parties, people, settings
    SEE_AUDIT = "see_audit"


C = Capability
CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.REPORTER: frozenset({C.REPORT}),
    Role.REVIEWER: frozenset({C.REPORT, C.REVIEW, C.SEE_GROUP, C.SEE_PICTURE, C.FREEZE}),
    Role.COORDINATOR: frozenset(
        {C.REPORT, C.REVIEW, C.SEE_GROUP, C.SEE_PICTURE, C.COMPILE, C.FREEZE, C.PUBLISH, C.IMPORT}
    ),
    Role.POLICE: frozenset({C.REPORT, C.SEE_GROUP, C.SEE_PICTURE, C.FREEZE}),
    Role.LEADER: frozenset({C.SEE_PICTURE}),
    Role.COMMUNICATOR: frozenset({C.SEE_PICTURE, C.PUBLISH}),
    Role.ADMINISTRATOR: frozenset({C.SET_UP, C.IMPORT, C.SEE_AUDIT, C.SEE_PICTURE}),
}
