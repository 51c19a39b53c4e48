"""Anyone may check a file: is it a promise of ours, whole, and does it hold today?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lofte.audit.refusals import Refused
from lofte.promises.signing.verifying import Found, verify
from lofte.publishing.checking.forms import CheckForm


@csrf_exempt  # it changes nothing, and reading the open pages sets no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if posted else CheckForm()
    found: Found | None = None
    if posted and form.is_valid():
        try:
            found = verify(form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "found": found}
    status = 422 if form.errors else 200
    return render(request, "publishing/check.html", context, status=status)
