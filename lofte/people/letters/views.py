"""The person's own choice of letters."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lofte.people.actions import choose_letters
from lofte.people.forms import LettersForm
from lofte.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    now = {"outcome": user.outcome_letters, "reminders": user.reminder_letters}
    form = LettersForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        choose_letters(user=user, by=user, **form.cleaned_data)
        messages.success(request, _("Sparat."))
        return redirect("people:letters")
    return render(request, "people/letters.html", {"form": form})
