"""The kommun's own grounds for choosing, and what each problem gets on them."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked
from lofte.places.models import Kommun
from lofte.situation.priorities.models import Criterion, Score
from lofte.situation.problems.models import Problem

STEPS, YES_NO = Criterion.Scale.STEPS, Criterion.Scale.YES_NO
USUAL = (
    ("Vanligast", STEPS),
    ("Ökar", STEPS),
    ("Avviker från jämförbara kommuner", STEPS),
    ("Många drabbas", STEPS),
    ("Allvarliga följder", STEPS),
    ("Signalbrott som gör andra otrygga", YES_NO),
    ("Vi kan påverka det", STEPS),
)


@action
def add_criterion(*, kommun: Kommun, name: str, scale: str, by: Actor) -> Criterion:
    told = checked(name)
    if not told or scale not in Criterion.Scale.values:
        raise Refused("Skriv ett namn och välj en skala. Ingenting sparades.")
    rows = Criterion.objects.unscoped("the kommun's own").filter(kommun=kommun)
    try:
        with transaction.atomic():
            row = Criterion.objects.create(
                kommun=kommun, name=told, scale=scale, order=rows.count()
            )
    except IntegrityError as error:
        raise Refused(f"”{told}” finns redan. Ingenting sparades.") from error
    record("criterion.added", row, by=by)
    return row


@action
def seed_criteria(*, kommun: Kommun, by: Actor) -> int:
    """The grounds that are usual, to start from; what is there stays."""
    rows = Criterion.objects.unscoped("the kommun's own").filter(kommun=kommun)
    known = set(rows.values_list("name", flat=True))
    missing = [(name, scale) for name, scale in USUAL if name not in known]
    Criterion.objects.bulk_create(
        Criterion(kommun=kommun, name=name, scale=scale, order=len(known) + at)
        for at, (name, scale) in enumerate(missing)
    )
    record("criteria.seeded", kommun, by=by, kommun_code=kommun.code, count=len(missing))
    return len(missing)


@action
def close_criterion(*, criterion: Criterion, by: Actor) -> Criterion:
    """No longer asked; what was scored before is kept."""
    criterion.closed_at = timezone.now()
    criterion.save(update_fields=["closed_at"])
    record("criterion.closed", criterion, by=by)
    return criterion


@action
def score(*, problem: Problem, criterion: Criterion, value: int | None, by: Actor) -> None:
    """What the problem gets, or None to leave it unanswered. Raises Refused."""
    if criterion.kommun_id != problem.kommun_id:
        raise Refused("Grunden hör till en annan kommun. Inget ändrades.")
    if value is not None and not 0 <= value <= criterion.highest:
        raise Refused(f"”{criterion}” går från 0 till {criterion.highest}. Inget ändrades.")
    if value is None:
        rows = Score.objects.unscoped("taken back")
        rows.filter(problem=problem, criterion=criterion).delete()
    else:
        Score.objects.unscoped("the answer at hand").update_or_create(
            problem=problem, criterion=criterion, defaults={"value": value}
        )
    record("problem.scored", problem, by=by, criterion=criterion.pk, value=value)
