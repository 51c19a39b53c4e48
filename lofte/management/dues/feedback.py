"""Feedback debt is reminded of every second week; addresses go when the dialogue's time is up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.dialogue.actions import erase_contacts
from lofte.dialogue.feedback.actions import remind_of_debt
from lofte.dialogue.feedback.queries import REMIND_EVERY, every_debt, past_their_time
from lofte.management.dues import Due
from lofte.publishing.dialogues.queries import waiting_for_verdict


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for dialogue in every_debt(today):
        times = (today - dialogue.closes).days // REMIND_EVERY
        if times > 0:
            day = dialogue.closes + timedelta(days=times * REMIND_EVERY)
            act = partial(remind_of_debt, dialogue=dialogue, day=day, now=now, by=SYSTEM)
            yield Due("påminnelse om återkoppling", f"{dialogue.pk} {day}", act)
    for dialogue in past_their_time(today, waiting_for_verdict(today)):
        erase = partial(erase_contacts, dialogue=dialogue, by=SYSTEM)
        yield Due("adresser ur en dialog", f"{dialogue.pk} {today}", erase)
