"""A duty is planned from what the police have accepted; the plan is kept whole."""

import hashlib
import json

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.patrol import queries
from lofte.patrol.inputs import DutyInput
from lofte.patrol.models import Plan, Stop
from lofte.patrol.planning import Duty, Wish, plan
from lofte.patrol.states import METRES_A_MINUTE
from lofte.people.free_text import secret_in
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.queries import street_lines

AT_MOST = 30


@action
def make_plan(*, kommun: Kommun, duty: DutyInput, by: User) -> Plan:
    """Order the accepted stops of a day. The same stops, weights and duty give the same plan."""
    if not (1 <= duty.hours <= 12 and 1 <= duty.patrols <= 8 and 5 <= duty.minutes <= 60):
        raise Refused(
            "Ett pass är 1–12 timmar, 1–8 patruller och 5–60 minuter per stopp. Inget planerades."
        )
    stops = list(queries.accepted_on(kommun, by, duty.day))
    if not stops:
        raise Refused(
            f"Inget antaget stopp gäller {duty.day}. Inget pass planerades. Anta ett stopp först, "
            "eller välj en annan dag."
        )
    if len(stops) > AT_MOST:
        raise Refused(
            f"{len(stops)} stopp är antagna, och ett pass kan ordna högst {AT_MOST}. Inget pass "
            "planerades. Avböj det som inte hinns med."
        )
    weights = queries.plan_weights(kommun, by, duty.day)
    document = plan(
        [_wish(stop) for stop in stops],
        Duty(
            duty.day,
            duty.first_hour,
            duty.hours,
            duty.patrols,
            duty.minutes,
            METRES_A_MINUTE[duty.travel],
        ),
        weights,
        street_lines(kommun),
    )
    content = json.dumps(document, ensure_ascii=False, sort_keys=True)
    made = Plan.objects.create(
        kommun=kommun,
        day=duty.day,
        first_hour=duty.first_hour,
        hours=duty.hours,
        patrols=duty.patrols,
        minutes=duty.minutes,
        travel=duty.travel,
        document=document,
        checksum=hashlib.sha256(content.encode()).hexdigest(),
        made_by=by,
    )
    record("plan.made", made, by=by, checksum=made.checksum, stops=len(stops))
    return made


def _wish(stop: Stop) -> Wish:
    return Wish(
        id=stop.pk,
        place=stop.place_name,
        secret=_is_secret(stop),
        x=stop.x,
        y=stop.y,
        window=stop.window,
        why=stop.why,
        activity=stop.activity,
        events=stop.events,
    )


def _is_secret(stop: Stop) -> bool:
    """Is the place the group's own, or does "near ..." name one that is?"""
    if stop.place is not None and stop.place.group_only:
        return True
    return bool(secret_in(f"{stop.place_name} {stop.why} {stop.activity}", stop.kommun))
