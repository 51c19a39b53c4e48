"""A page that is one form: show it, try one act, go on or say why not. What was typed stays."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around the form and where it leads."""

    title: str
    button: str
    back: str
    back_text: str
    lead: str = ""
    done: str = ""
    template: str = "project/form_page.html"
    context: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: SignedIn, form: forms.Form, page: FormPage, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """`act` gets the cleaned values, calls one action and returns where to go."""
    if request.method == "POST" and form.is_valid():
        try:
            target = act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if page.done:
                messages.success(request, page.done)
            return redirect(target)
    context = {"kommun": request.kommun, "form": form, "page": page, **page.context}
    return render(request, page.template, context, status=422 if form.errors else 200)


def attempt(request: SignedIn, act: Callable[[], Any], done: str = "") -> Any:
    """What a button did, or None with the reason as a message."""
    try:
        found = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    if done:
        messages.success(request, done)
    return found
