"""What an administrator may do to others, asked under lock: rows are read anew."""

from collections.abc import Iterable

from lofte.audit.actions import Actor
from lofte.people.models import Assignment, User
from lofte.people.refusals import NOTHING_CHANGED, LastAdministrator, NotYourKommun
from lofte.people.states import Capability, Role
from lofte.places.models import Kommun


def check_administers(by: Actor, kommun: Kommun) -> None:
    """A person may set up own kommuner only; the product itself any. Raises NotYourKommun."""
    if not isinstance(by, User):
        return
    now = User.directory.unscoped("the acting person's own right").get(pk=by.pk)
    if not now.can(Capability.SET_UP, kommun.pk):
        raise NotYourKommun(f"Du är inte administratör i {kommun.name}. {NOTHING_CHANGED}")


def check_administration_stays(kommuner: Iterable[Kommun], without: User) -> None:
    """Each kommun keeps an administrator when the person goes. Raises LastAdministrator."""
    for kommun in kommuner:
        rows = Assignment.objects.unscoped("somebody must be left").filter(
            kommun=kommun, role=Role.ADMINISTRATOR, until=None, user__is_active=True
        )
        if rows.filter(user=without).exists() and not rows.exclude(user=without).exists():
            raise LastAdministrator(
                f"{without.name} är den enda administratören i {kommun.name}. {NOTHING_CHANGED} "
                "Ge någon annan rollen administratör först."
            )


def locked_kommuner(ids: Iterable[int]) -> list[Kommun]:
    """In one order, so that two actions never wait for each other."""
    rows = Kommun.objects.unscoped("locked by an action").select_for_update()
    return list(rows.filter(pk__in=set(ids)).order_by("pk"))


def locked_user(user: User) -> User:
    rows = User.directory.unscoped("locked by an action").select_for_update()
    return rows.get(pk=user.pk)
