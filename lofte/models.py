"""Every table, imported so that Django finds it; nothing else imports this module."""

from lofte.audit.models import AuditEvent, Occasion
from lofte.incidents.models import Category, Incident, IncidentCategory
from lofte.people.models import Assignment, FavouritePlace, Invitation, Letter, Party, User
from lofte.places.models import Address, Area, Basemap, Kommun, NamedPlace, Street
from lofte.publishing.models import Edition
from lofte.situation.models import Finding, Picture
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
    "Address",
    "Area",
    "Assignment",
    "AuditEvent",
    "Basemap",
    "Category",
    "Delivery",
    "Edition",
    "FavouritePlace",
    "Figure",
    "Finding",
    "Incident",
    "IncidentCategory",
    "Intelligence",
    "Invitation",
    "Kommun",
    "Letter",
    "NamedPlace",
    "NewsEvent",
    "NewsVersion",
    "Occasion",
    "Party",
    "Picture",
    "RegisterRow",
    "Series",
    "Source",
    "Street",
    "User",
]
