"""Every table, imported so that Django finds it; nothing else imports this module."""

from lofte.audit.models import AuditEvent, Occasion
from lofte.coordination.models import (
    Attendance,
    Decision,
    Meeting,
    MeetingNote,
    MeetingPriority,
    Telling,
)
from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.models import (
    Answer,
    Contacts,
    DayCount,
    Dialogue,
    LetterCode,
    Mark,
    Questionnaire,
    Receipt,
    Stratum,
)
from lofte.dialogue.results.models import PopulationTable
from lofte.dialogue.themes.models import Quote, Taxonomy
from lofte.dialogue.walks.models import WalkPoint
from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.duties.models import DutyRecord
from lofte.duties.reports.models import AssemblyReport
from lofte.incidents.models import Category, Incident, IncidentCategory, Photo
from lofte.patrol.models import HarmWeight, Plan, Stop, Visit
from lofte.people.models import Assignment, FavouritePlace, Invitation, Letter, Party, User
from lofte.places.models import Address, Area, Basemap, Kommun, NamedPlace, Street
from lofte.promises.agreements.models import Agreement
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.measures.models import Measure
from lofte.promises.models import Focus, Promise, PromiseParty
from lofte.promises.plans.models import ActionPlan, PlanFollowUp
from lofte.promises.readings.models import Reading
from lofte.promises.signing.models import Ceremony, Signature, Version
from lofte.promises.telling.models import Announcement
from lofte.publishing.following.models import Mailing, Subscription
from lofte.publishing.models import Edition
from lofte.publishing.releases.models import Approval, Release
from lofte.situation.causes.models import Cause
from lofte.situation.models import Finding, Picture
from lofte.situation.own.models import JointPicture, OwnPicture, OwnSentence
from lofte.situation.priorities.models import Criterion, Score
from lofte.situation.problems.models import Evidence, Problem
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import (
    Delivery,
    Figure,
    Intelligence,
    NewsEvent,
    NewsVersion,
    RegisterRow,
    Series,
    Source,
)

__all__ = [
    "ActionPlan",
    "Activity",
    "Address",
    "Agreement",
    "Announcement",
    "Answer",
    "Approval",
    "Area",
    "AssemblyReport",
    "Assignment",
    "Attendance",
    "AuditEvent",
    "Basemap",
    "Category",
    "Cause",
    "Ceremony",
    "Commitment",
    "Contacts",
    "CouncilMeeting",
    "CouncilMember",
    "Criterion",
    "DayCount",
    "Decision",
    "Delivery",
    "Dialogue",
    "DutyRecord",
    "Edition",
    "EffectAnswer",
    "EffectPlan",
    "Evidence",
    "FavouritePlace",
    "Feedback",
    "Figure",
    "Finding",
    "Focus",
    "FollowUp",
    "HarmWeight",
    "Incident",
    "IncidentCategory",
    "Indicator",
    "Intelligence",
    "Invitation",
    "JointPicture",
    "Kommun",
    "Letter",
    "LetterCode",
    "Mailing",
    "Mark",
    "Measure",
    "Meeting",
    "MeetingNote",
    "MeetingPriority",
    "NamedPlace",
    "NewsEvent",
    "NewsVersion",
    "Occasion",
    "Outcome",
    "OwnPicture",
    "OwnSentence",
    "Party",
    "Photo",
    "Picture",
    "Plan",
    "PlanFollowUp",
    "PopulationTable",
    "Problem",
    "Promise",
    "PromiseParty",
    "Questionnaire",
    "Quote",
    "Reading",
    "Receipt",
    "RegisterRow",
    "Release",
    "Score",
    "Series",
    "Signature",
    "Source",
    "StatutoryPicture",
    "Stop",
    "Stratum",
    "Street",
    "Subscription",
    "Taxonomy",
    "Telling",
    "User",
    "Version",
    "Visit",
    "WalkPoint",
]
