"""What a person writes of a press release."""

from dataclasses import dataclass

from lofte.promises.models import Promise
from lofte.publishing.releases.states import After


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Who said it by role, never by name in the text."""

    text: str
    role: str
    after: str = After.LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A role, a name or both; how to reach them."""

    role: str = ""
    name: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    heading: str
    promise: Promise | None = None
    lead: str = ""
    focus: str = ""
    priority: str = ""
    basis: str = ""
    about: str = ""
    quotes: tuple[Quote, ...] = ()
    contacts: tuple[Contact, ...] = ()
