"""A personnummer planted in each text that people write goes no further, whichever action it is.

The rooms' own tests say what the writer is told; here nothing may be left anywhere in the database.
"""

from datetime import date
from pathlib import Path

import pytest
import shapely

from lofte.coordination.actions import add_priority, add_telling, plan_meeting, write_note
from lofte.coordination.decisions.actions import decide, settle
from lofte.coordination.inputs import DecisionInput
from lofte.coordination.models import Decision, Meeting
from lofte.coordination.states import Audience, DecisionState
from lofte.incidents.categories.actions import add_category, import_categories
from lofte.incidents.categories.inputs import CategoryInput
from lofte.incidents.review.actions import answer, mask, reject, return_to_reporter
from lofte.patrol.actions import accept_stop, add_stop, decline_stop, propose_stop
from lofte.patrol.inputs import Answer, StopInput, VisitInput
from lofte.patrol.states import VisitKind
from lofte.patrol.visits.actions import log_visit
from lofte.people.inputs import PartyInput
from lofte.people.models import Party
from lofte.people.parties.actions import add_party, import_parties, rename_party
from lofte.places.actions import (
    Settings,
    add_place,
    change_place,
    change_settings,
    create_kommun,
    import_addresses,
    import_areas,
    import_places,
    import_streets,
    set_basemap,
)
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.situation.actions import write_summary
from lofte.situation.own.actions import add_sentence
from lofte.situation.own.inputs import SentenceFacts
from lofte.statistics.actions import add_source, change_source
from lofte.statistics.models import Source
from tests import cast
from tests.guard.planting import PLANTED, is_kept_out, is_nowhere
from tests.incidents.conftest import Send
from tests.incidents.reports import PERSONNUMMER, place
from tests.patrol.conftest import EVENINGS, NOW, _tuesday, accepted, wished
from tests.situation.conftest import confirmed, draft, frozen, send, town
from tests.situation.pictures import WEEK

__all__ = ["_tuesday", "accepted", "confirmed", "draft", "frozen", "send", "town", "wished"]

pytestmark = pytest.mark.django_db
AT = {"x": cast.OX + 500, "y": cast.OY + 500}

# --- names that administrators give ---------------------------------------------------------------


def test_names_of_places_typed_and_imported(kommun, administrator, coordinator) -> None:
    bad = PlaceInput(name=PLANTED, **AT)
    street = StreetInput(name=PLANTED, line=shapely.LineString([(5.6e5, 6.5e6), (5.7e5, 6.5e6)]))
    is_kept_out(
        lambda: add_place(kommun=kommun, place=bad, by=administrator),
        lambda: change_place(place=place(kommun), to=bad, by=administrator),
        lambda: import_places(kommun=kommun, places=[bad], by=administrator),
        lambda: import_streets(kommun=kommun, streets=[street], by=administrator),
        *(
            lambda odd=odd: import_addresses(kommun=kommun, addresses=[odd], by=administrator)
            for odd in (
                AddressInput(street=PLANTED, number="1", **AT),
                AddressInput(street="Ågatan", number=PERSONNUMMER[2:], **AT),
            )
        ),
    )


def test_names_of_areas(kommun, administrator) -> None:
    given = {"kind": "own", "code": "A", "name": "A", "polygon": shapely.box(5e5, 65e5, 51e4, 66e5)}
    is_kept_out(
        *(
            lambda odd=odd: import_areas(
                kommun=kommun,
                areas=[AreaInput(**(given | odd))],
                version=odd.get("version", "1"),
                by=administrator,
            )
            for odd in ({"name": PLANTED}, {"code": PLANTED})
        ),
        lambda: import_areas(
            kommun=kommun, areas=[AreaInput(**given)], version=PERSONNUMMER, by=administrator
        ),
    )


def test_what_a_kommun_calls_itself(kommun, administrator, tmp_path: Path) -> None:
    is_kept_out(
        lambda: create_kommun(code="9999", name=PLANTED, slug="ny", by=administrator),
        lambda: set_basemap(
            kommun=kommun, source=tmp_path / "karta", attribution=PLANTED, by=administrator
        ),
        *(
            lambda name=name: change_settings(
                kommun=kommun, settings=Settings(**{name: PERSONNUMMER}), by=administrator
            )
            for name in ("method_name", "contact", "news_location")
        ),
    )
    office = Settings(contact="Trygghetsenheten, trygghet@lyckeberga.example, 0511-320 00")
    assert change_settings(kommun=kommun, settings=office, by=administrator) == ("contact",)


def test_names_of_parties(kommun, party, administrator) -> None:
    bad = PartyInput(name=PLANTED, kind=Party.Kind.BUSINESS)
    is_kept_out(
        lambda: add_party(kommun=kommun, party=bad, by=administrator),
        lambda: import_parties(kommun=kommun, parties=[bad], by=administrator),
        lambda: rename_party(party=party, kommun=kommun, name=PLANTED, by=administrator),
    )


def test_names_of_kinds(kommun, administrator) -> None:
    odd = [
        CategoryInput(code=PERSONNUMMER[2:], label_sv="Klotter"),
        CategoryInput(code="K", label_sv=PLANTED),
        CategoryInput(code="K", label_sv="Klotter", label_en=PLANTED),
    ]
    is_kept_out(
        lambda: import_categories(kommun=kommun, categories=odd[1:2], by=administrator),
        *(lambda o=o: add_category(kommun=kommun, category=o, by=administrator) for o in odd),
    )


def test_what_is_said_of_a_source(kommun, administrator) -> None:
    good = add_source(kommun=kommun, name="BRÅ", kind=Source.Kind.TABLE, by=administrator)
    is_kept_out(
        lambda: add_source(kommun=kommun, name=PLANTED, kind=Source.Kind.TABLE, by=administrator),
        *(
            lambda name=name: change_source(source=good, by=administrator, **{name: PLANTED})
            for name in ("publisher", "licence", "legal_ground")
        ),
    )


# --- the words of the EST work --------------------------------------------------------------------


def test_a_report_is_kept_for_the_reviewer_alone_and_masking_takes_it_away_everywhere(
    send: Send, reporter, reviewer, police, as_
) -> None:
    incident = send(text=PLANTED, near=PLANTED)
    for page in ("/arbete/lyckeberga/", f"/arbete/lyckeberga/sok/?q={PERSONNUMMER}"):
        assert f">{PLANTED}" not in as_(police).get(page).content.decode()
    mask(incident=incident, version=1, spans=range(len(incident.warnings)), by=reviewer)
    is_nowhere()
    asked = return_to_reporter(incident=incident, version=2, question="Var?", by=reviewer)
    answered = answer(incident=asked, text=PLANTED, by=reporter)
    assert [one["kind"] for one in answered.warnings if one["field"] == "text"] == ["personnummer"]


def test_a_reviewers_words(send: Send, reviewer) -> None:
    incident = send()
    is_kept_out(
        lambda: return_to_reporter(incident=incident, version=1, question=PLANTED, by=reviewer),
        lambda: reject(incident=incident, version=1, reason=PLANTED, by=reviewer),
    )


@pytest.fixture
def meeting(kommun, coordinator) -> Meeting:
    return plan_meeting(kommun=kommun, held_on=date(2026, 11, 26), by=coordinator)


def test_a_meetings_words(meeting, party, coordinator, police) -> None:
    due = date(2026, 12, 10)
    given = {"text": "Laga.", "due": due, "party": party, "owner": coordinator}

    def decided(**odd: str) -> Decision:
        return decide(meeting=meeting, decision=DecisionInput(**(given | odd)), by=coordinator)

    made = decided()
    is_kept_out(
        lambda: write_note(meeting=meeting, point=1, text=PLANTED, version=0, by=coordinator),
        lambda: add_priority(meeting=meeting, text=PLANTED, place=None, by=coordinator),
        lambda: add_telling(meeting=meeting, audience=Audience.STAFF, text=PLANTED, by=coordinator),
        lambda: decided(text=PLANTED),
        lambda: decided(line_back=PLANTED),
        lambda: settle(
            decision=made, to=DecisionState.NOT_DONE, reason=PLANTED, version=1, by=coordinator
        ),
    )


def test_the_words_about_stops_and_visits(kommun, wished, coordinator, police) -> None:
    stop, where = wished(), place(kommun)
    dates = {"first": date(2026, 11, 23), "end": date(2026, 11, 30)}
    wish = {"place": where, "window": EVENINGS, "why": "Klotter.", "activity": "Gå dit."} | dates
    visit = VisitInput(kind=VisitKind.FOOT, place=where, first_day=NOW.date(), hour=8, note=PLANTED)
    changes = {"activity": PLANTED}, {"activity": "Gå dit.", "reason": PLANTED}
    is_kept_out(
        lambda: add_stop(
            kommun=kommun, wish=StopInput(**(wish | {"why": PLANTED})), by=coordinator
        ),
        lambda: add_stop(
            kommun=kommun, wish=StopInput(**(wish | {"activity": PLANTED})), by=coordinator
        ),
        *(
            lambda odd=odd: accept_stop(
                stop=stop, version=stop.version, answer=Answer(window=EVENINGS, **odd), by=police
            )
            for odd in changes
        ),
        lambda: decline_stop(stop=stop, version=stop.version, reason=PLANTED, by=police),
        lambda: propose_stop(stop=stop, version=stop.version, activity=PLANTED, by=coordinator),
        lambda: log_visit(kommun=kommun, visit=visit, by=police, today=NOW.date()),
    )


def test_the_words_of_a_picture(kommun, draft, coordinator) -> None:
    facts = {"sentence": "Klotter.", "where": "Torget", "source": "Egna samtal"}
    is_kept_out(
        lambda: write_summary(
            picture=draft, summary=PLANTED, version=draft.version, by=coordinator
        ),
        *(
            lambda name=name: add_sentence(
                kommun=kommun,
                period=WEEK,
                facts=SentenceFacts(**(facts | {name: PLANTED})),
                by=coordinator,
            )
            for name in facts
        ),
    )
