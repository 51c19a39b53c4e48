"""Lyckeberga's council, its reports to kommunfullmäktige, and who leads the work."""

from datetime import timedelta

from lofte.demo.problems import Chain
from lofte.duties.actions import RecordFacts, enter_record
from lofte.duties.council.actions import CouncilMeetingFacts, add_member, enter_council_meeting
from lofte.duties.reports.actions import ReportFacts, hand_in_report
from lofte.promises.plans.clock import months_after


def make_duties(chain: Chain) -> None:
    _council(chain)
    records = (
        (13, "decision", "Kommunstyrelsen leder arbetet.", 30, "Kommunfullmäktige", "§ 12"),
        (13, "report", "Rapport om läget, planen och löftet.", 8, "Kommunfullmäktige", "§ 61"),
        (7, "other", "Samordnat med skolans trygghetsplaner och ANDT-planen.", 10, "", ""),
        (12, "other", "Nyhetsbrev till invånarna och information till föreningarna.", 1, "", ""),
    )
    for paragraph, kind, text, months, organ, section in records:
        on = months_after(chain.today, -months)
        facts = RecordFacts(
            paragraph=paragraph,
            kind=kind,
            text=text,
            on=on,
            organ=organ,
            section=section,
            registry=f"KS {on.year}/{on.month}" if organ else "",
        )
        enter_record(kommun=chain.kommun, facts=facts, by=chain.by)
    _report(chain)


def _report(chain: Chain) -> None:
    facts = ReportFacts(
        first_day=months_after(chain.today, -12),
        last_day=chain.today,
        summary=(
            "Den nya belysningen vid Resecentrum är på plats, och färre kvällar är oroliga. "
            "Fotpatrullerna har gått som planerat utom några kvällar i våras.\n"
            "Åtgärdsplanen ska följas upp till våren. Fullmäktige behöver inte besluta något nu."
        ),
        registry=f"KS {chain.today.year}/61",
    )
    hand_in_report(kommun=chain.kommun, facts=facts, by=chain.by)


def _council(chain: Chain) -> None:
    since = months_after(chain.today, -26)
    seats = (
        (chain.unit, "kommunstyrelsens ordförande", True),
        (chain.unit, "socialchef", False),
        (chain.unit, "skolchef", False),
        (chain.police, "chef för lokalpolisområdet", False),
    )
    for party, role, chair in seats:
        add_member(
            kommun=chain.kommun, party=party, role=role, since=since, chair=chair, by=chain.by
        )
    for days, summary in (
        (240, "Rådet prioriterade kvällarna vid Resecentrum och fördelade resurser till lamporna."),
        (60, "Rådet gick igenom läget och bad om en uppföljning av åtgärdsplanen till våren."),
    ):
        facts = CouncilMeetingFacts(held_on=chain.today - timedelta(days=days), summary=summary)
        enter_council_meeting(kommun=chain.kommun, facts=facts, by=chain.by)
