"""A reviewer has read what somebody wrote: personal data is masked, and words may be quoted."""

from collections.abc import Iterable

from lofte.audit.actions import action, record
from lofte.audit.erasure import leave_no_trace
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Answer, Mark
from lofte.dialogue.reading.queries import WHY, Written, written
from lofte.dialogue.reading.texts import masked
from lofte.dialogue.themes.models import Quote
from lofte.people.free_text import checked, without_secrets
from lofte.people.models import User

WORDS = 1_000  # characters of the reviewer's own list


@action
def read_answer(*, answer: Answer, chosen: Iterable[int], own: Iterable[str], by: User) -> Written:
    """Mask the chosen marks and the reviewer's own words for good; the rest is no personal data."""
    row = Answer.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=answer.pk)
    if row.read:
        raise Refused("Någon annan har redan läst svaret. Inget ändrades. Läs in sidan igen.")
    found = written(answer.dialogue, [row])[0]
    after = masked(found.texts, row.warnings, chosen, own)
    changed = {name: text for name, text in after.items() if text != found.texts[name]}
    row.values = row.values | {name: text for name, text in changed.items() if name in row.values}
    row.warnings, row.read = [], True
    row.save(update_fields=["values", "warnings", "read"])
    for name, text in changed.items():
        question, dash, part = name.rpartition("-")
        if dash:
            marks = Mark.objects.unscoped(WHY).filter(answer=row, question=question)
            marks.update(**{part: text})
    if changed:
        leave_no_trace()
    record("dialogue.answer_read", answer.dialogue, by=by, masked=len(changed))
    found.answer, found.texts = row, after
    return found


@action
def propose_quote(*, answer: Answer, theme: str, text: str, by: User) -> Quote:
    """Words as they were written: a piece may be cut out, nothing may be changed."""
    if not answer.read:
        raise Refused("Läs svaret först. Ett citat tas bara ur en text som någon har granskat.")
    words = " ".join(without_secrets(checked(text), answer.dialogue.kommun).split())
    texts = written(answer.dialogue, [answer])[0].texts.values()
    if not words or not any(words in " ".join(one.split()) for one in texts):
        raise Refused(
            "Citatet står inte så i svaret. Inget sparades. Klipp ut en bit, men ändra inga ord."
        )
    rows = Quote.objects.unscoped(WHY).filter(dialogue=answer.dialogue, text=words)
    if rows.exists():
        raise Refused("Citatet är redan föreslaget. Inget ändrades.")
    made = Quote(dialogue=answer.dialogue, theme=theme, text=words, proposed_by=by)
    made.save(force_insert=True)
    record("dialogue.quote_proposed", answer.dialogue, by=by)
    return made


@action
def approve_quote(*, quote: Quote, by: User) -> Quote:
    """From now on it may be told. Where two persons are asked for, another one approves."""
    if quote.dialogue.kommun.four_eyes and quote.proposed_by == by:
        raise Refused("Någon annan än den som föreslog citatet godkänner det. Inget ändrades.")
    quote.approved_by = by
    quote.save(update_fields=["approved_by"])
    record("dialogue.quote_approved", quote.dialogue, by=by)
    return quote


@action
def remove_quote(*, quote: Quote, by: User) -> None:
    """It is not told again; what an edition has told stays in that edition."""
    record("dialogue.quote_removed", quote.dialogue, by=by)
    quote.delete()
