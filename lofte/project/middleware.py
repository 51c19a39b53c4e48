"""The language of a page: Swedish, unless its reader chose another. And how it is sent."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
TEXT = ("text/", "application/json", "application/geo+json", "image/svg+xml")


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Goes by the cookie that the switch in the header sets, never by what the browser prefers:
    a kommun speaks Swedish to everybody until somebody asks for something else."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = _chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])  # a kept page is kept for its language
        return response

    return respond


def _chosen(request: HttpRequest) -> str:
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class Compressed(GZipMiddleware):
    """Text is sent compressed to whoever brings no cookie and gets none: the open pages.

    The length of a compressed page tells what stands in it twice (BREACH), so a page that may hold
    somebody's secret is never compressed. Without a cookie a page is the same for everybody.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_anybodys = set(request.COOKIES) <= {settings.LANGUAGE_COOKIE_NAME}
        is_text = response.headers.get("Content-Type", "").startswith(TEXT)
        if not (is_anybodys and is_text) or response.cookies:
            return response
        return super().process_response(request, response)
