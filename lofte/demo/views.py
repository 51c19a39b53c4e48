"""One page of the demo only: who may sign in, and their codes right now."""

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lofte.demo.signins import PASSWORD, codes


@never_cache
@require_GET
def sign_ins(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    context = {"people": codes(time.time()), "password": PASSWORD}
    return render(request, "demo/sign_ins.html", context)
