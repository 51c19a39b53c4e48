from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.amending.actions import undo_amendment
from lofte.promises.views import address, one


@require_POST
@within(C.PROMISE)
def undo(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    done = _("Den nya versionen är ångrad. Löftet gäller som det undertecknades.")
    attempt(request, lambda: undo_amendment(promise=shown, by=request.user), done)
    return redirect(address(kommun, shown))
