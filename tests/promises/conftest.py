import pytest

from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from tests import cast
from tests.promises.drafts import draft


@pytest.fixture
def promise(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    """A draft of the kommun and the police, without points."""
    return draft(kommun, party, police_party)


@pytest.fixture
def third_kommun(db: None) -> Kommun:
    return cast.make_kommun(code="9903", name="Tredjeby")


@pytest.fixture
def shops(kommun: Kommun) -> Party:
    return cast.make_party(kommun, Party.Kind.BUSINESS, "Handlarna på Stortorget")


@pytest.fixture
def stranger(other_kommun: Kommun) -> Party:
    return cast.make_party(other_kommun, Party.Kind.HOUSING, "Grannbo")
