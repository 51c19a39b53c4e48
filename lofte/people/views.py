"""Who takes part: inviting, giving and ending roles, closing and handing over."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.people import actions, queries
from lofte.people.access import SignedIn, within
from lofte.people.forms import AcceptForm, AssignForm, HandOverForm, InviteForm
from lofte.people.invitations.actions import accept_invitation, withdraw_invitation
from lofte.people.invitations.letters import invite_by_letter
from lofte.people.models import Assignment, Invitation, User
from lofte.people.states import Capability
from lofte.places.models import Kommun


@require_GET
@within(Capability.SET_UP)
def people(request: SignedIn, kommun: Kommun) -> HttpResponse:
    return _people(request, kommun, InviteForm(kommun=kommun, viewer=request.user))


def _people(request: SignedIn, kommun: Kommun, form: InviteForm, status: int = 200) -> HttpResponse:
    context = {
        "kommun": kommun,
        "form": form,
        "people": queries.people_of(kommun, request.user),
        "invitations": queries.open_invitations(kommun, request.user),
    }
    return render(request, "people/people.html", context, status=status)


@require_POST
@within(Capability.SET_UP)
def invite(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = InviteForm(request.POST, kommun=kommun, viewer=request.user)
    if not form.is_valid():
        return _people(request, kommun, form, 422)
    who = form.invitee
    try:
        invite_by_letter(kommun=kommun, who=who, by=request.user, link=_link(request))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _people(request, kommun, form, 422)
    messages.success(request, _("Inbjudan är på väg till %(email)s.") % {"email": who.email})
    return redirect("people:people", kommun.slug)


def _link(request: HttpRequest) -> Callable[[str], str]:
    return lambda key: request.build_absolute_uri(reverse("people:accept", args=[key]))


@require_POST
@within(Capability.SET_UP)
def withdraw(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.user), kommun=kommun, pk=pk
    )
    _do(
        request,
        lambda: withdraw_invitation(invitation=invitation, by=request.user),
        _("Inbjudan är återtagen. Länken i brevet fungerar inte längre."),
    )
    return redirect("people:people", kommun.slug)


def _person(request: SignedIn, kommun: Kommun, pk: int) -> User:
    found = queries.person_in(kommun, request.user, pk)
    if found is None:
        raise Http404
    return found


@require_GET
@within(Capability.SET_UP)
def person(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    who = _person(request, kommun, pk)
    return _show(request, kommun, who, AssignForm(kommun=kommun, viewer=request.user))


def _show(
    request: SignedIn, kommun: Kommun, who: User, form: AssignForm, status: int = 200
) -> HttpResponse:
    context = {
        "kommun": kommun,
        "person": who,
        "roles": queries.roles_of(who, kommun, request.user),
        "form": form,
    }
    return render(request, "people/person.html", context, status=status)


@require_POST
@within(Capability.SET_UP)
def assign(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    who = _person(request, kommun, pk)
    form = AssignForm(request.POST, kommun=kommun, viewer=request.user)
    if not form.is_valid():
        return _show(request, kommun, who, form, 422)
    party = queries.parties_of(kommun, request.user).get(name=form.cleaned_data["party"])
    role = form.cleaned_data["role"]
    _do(
        request,
        lambda: actions.assign(user=who, kommun=kommun, party=party, role=role, by=request.user),
        _("%(name)s har fått rollen.") % {"name": who.name},
    )
    return redirect("people:person", kommun.slug, pk)


@require_POST
@within(Capability.SET_UP)
def end(request: SignedIn, kommun: Kommun, pk: int, assignment: int) -> HttpResponse:
    rows = Assignment.objects.visible_to(request.user).select_related("kommun")
    row = get_object_or_404(rows, kommun=kommun, user=pk, pk=assignment)
    _do(
        request,
        lambda: actions.end_assignment(assignment=row, by=request.user),
        _("Uppdraget är avslutat."),
    )
    return redirect("people:person", kommun.slug, pk)


@within(Capability.SET_UP)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Asks first: closing signs the person out everywhere."""
    who = _person(request, kommun, pk)
    if request.method == "POST":
        _do(
            request,
            lambda: actions.close_account(user=who, by=request.user),
            _("Kontot för %(name)s är stängt.") % {"name": who.name},
        )
        return redirect("people:people", kommun.slug)
    context = {"kommun": kommun, "person": who}
    return render(request, "people/close.html", context)


@within(Capability.SET_UP)
def reset(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    who = _person(request, kommun, pk)
    if request.method == "POST":
        _do(
            request,
            lambda: actions.reset_second_factor(user=who, by=request.user),
            _("%(name)s väljer ett nytt andra steg vid nästa inloggning.") % {"name": who.name},
        )
        return redirect("people:person", kommun.slug, pk)
    context = {"kommun": kommun, "person": who}
    return render(request, "people/reset.html", context)


@within(Capability.SET_UP)
def hand_over(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    who = _person(request, kommun, pk)
    form = HandOverForm(request.POST or None, kommun=kommun, viewer=request.user, person=who)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.hand_over(
                from_user=who,
                to_user=_person(request, kommun, int(form.cleaned_data["to"])),
                kommun=kommun,
                by=request.user,
                administration=form.cleaned_data["administration"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(told))
            return redirect("people:person", kommun.slug, pk)
    context = {
        "kommun": kommun,
        "person": who,
        "form": form,
        "roles": [row for row in queries.roles_of(who, kommun, request.user) if not row.until],
    }
    status = 422 if form.errors else 200
    return render(request, "people/hand_over.html", context, status=status)


def _told(told: actions.HandedOver) -> str:
    count = len(told.moved)
    text = ngettext("Ett uppdrag är överlämnat", "%(n)d uppdrag är överlämnade", count)
    parts = [text % {"n": count} + (f": {'; '.join(told.moved)}." if count else ".")]
    if told.already:
        parts.append(_("Fanns redan: %(roles)s.") % {"roles": "; ".join(told.already)})
    if told.kept:
        parts.append(_("Ligger kvar: %(roles)s.") % {"roles": "; ".join(told.kept)})
    return " ".join(parts)


def _do(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """Do it and say so, or say in a sentence why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """The page that the letter leads to. Whoever has an account only says yes."""
    invitation = queries.invitation_for(key)
    if invitation is None:
        return render(request, "people/accept_closed.html", status=410)
    has_account = User.objects.filter(email__iexact=invitation.email, is_active=True).exists()
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and (has_account or form.is_valid()):
        name = "" if has_account else form.cleaned_data["name"]
        password = "" if has_account else form.cleaned_data["password"]
        try:
            user = accept_invitation(key=key, name=name, password=password)
        except Refused as refusal:
            form.add_error(None if has_account else "password", str(refusal))
        else:
            return _welcome(request, user, "" if has_account else password)
    context = {"invitation": invitation, "form": form, "has_account": has_account}
    status = 422 if request.method == "POST" else 200
    return render(request, "people/accept.html", context, status=status)


def _welcome(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """A new account is signed in and led to the second step; an old one signs in as usual."""
    if not password:
        messages.success(request, _("Välkommen! Logga in som vanligt."))
        return redirect("account_login")
    login = Login(user=user, redirect_url=reverse("mfa_index"), email=user.email)
    return perform_password_login(request, {"email": user.email}, login)
