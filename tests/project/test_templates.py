"""What holds for every page: our look, plain Swedish, nothing that the strict policy forbids."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path, reverse

from lofte.people.models import User
from lofte.project.assets import PACKAGE
from tests import cast

SignIn = Callable[[User], Client]


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


def _refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("broken/", _broken),
    path("refused/", _refused),
    path("konto/", include("allauth.urls")),
    path("", include("lofte.project.urls")),
]
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_template_has_inline_styles_or_handlers(file: str) -> None:
    text = file.read_text()
    assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=", text)
    assert "<style" not in text
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        is_data = 'type="application/json"' in attributes
        assert is_data or "nonce" in attributes or ("src=" in attributes and not body.strip())


class Page(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.language = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "html":
            self.language = str(given.get("lang"))
        if tag == "h1":
            self.headings.append("")
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open == "h1":
            self.headings[-1] += data.strip()


def _is_whole(response: HttpResponse) -> Page:
    html = response.content.decode()
    page = Page(html)
    assert page.language == "sv"
    assert len(page.headings) == 1
    assert len(page.ids) == len(set(page.ids))
    assert "innehall" in page.ids
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is None or f'nonce="{nonce[1]}"' in html
    return page


OPEN = {
    "account_login": "Logga in",
    "account_signup": "Konton får du genom en inbjudan",
    "account_reset_password": "Glömt lösenordet?",
    "account_reset_password_done": "Titta i din e-post",
    "account_reset_password_from_key_done": "Lösenordet är bytt",
    "account_inactive": "Kontot är stängt",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "heading"), OPEN.items())
def test_the_account_pages_are_ours(client: Client, name: str, heading: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert _is_whole(response).headings == [heading]


def _confirmed(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    return client


SIGNED_IN = {
    "account_logout": "Logga ut",
    "account_reauthenticate": "Bekräfta att det är du",
    "mfa_reauthenticate": "Bekräfta att det är du",
    "account_change_password": "Byt lösenord",
    "mfa_index": "Inloggning och säkerhet",
    "mfa_deactivate_totp": "Koppla bort appen",
    "mfa_list_webauthn": "Dina nycklar",
    "mfa_add_webauthn": "Lägg till en nyckel",
    "mfa_generate_recovery_codes": "Skapa nya reservkoder",
}


@pytest.mark.parametrize(("name", "heading"), SIGNED_IN.items())
def test_the_pages_of_ones_own_account_are_ours(
    as_: SignIn, reporter: User, name: str, heading: str
) -> None:
    response = _confirmed(as_(reporter)).get(reverse(name))
    assert response.status_code == 200
    assert _is_whole(response).headings == [heading]


def test_reserve_codes_are_made_and_shown(as_: SignIn, reporter: User) -> None:
    client = _confirmed(as_(reporter))
    response = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert _is_whole(response).headings == ["Reservkoder"]
    assert response.content.decode().count("<code>") == 10


def test_the_second_step_asks_for_the_code(client: Client, reporter: User) -> None:
    given = {"login": reporter.email, "password": cast.PASSWORD}
    response = client.post(reverse("account_login"), given, follow=True)
    assert _is_whole(response).headings == ["Ett steg till"]


def test_a_person_without_a_second_factor_is_told_what_to_do(
    client: Client, reporter: User, arrange: Callable[[], object]
) -> None:
    from allauth.mfa.models import Authenticator

    with arrange():
        Authenticator.objects.filter(user=reporter).delete()
    given = {"login": reporter.email, "password": cast.PASSWORD}
    client.post(reverse("account_login"), given)
    page = client.get(reverse("mfa_index"))
    assert "Du behöver en andra faktor" in page.content.decode()
    response = _confirmed(client).get(reverse("mfa_activate_totp"))
    assert _is_whole(response).headings == ["Koppla en autentiseringsapp"]
    assert "data:image/svg+xml" in response.content.decode()


def test_a_wrong_password_keeps_the_address_and_says_what_happened(
    client: Client, reporter: User
) -> None:
    given = {"login": reporter.email, "password": "fel"}
    html = client.post(reverse("account_login"), given).content.decode()
    assert f'value="{reporter.email}"' in html
    assert 'role="alert"' in html


def test_a_used_link_for_a_new_password_leads_to_another(client: Client, kommun: object) -> None:
    response = client.get(reverse("account_reset_password_from_key", args=["1", "a-b"]))
    assert _is_whole(response).headings == ["Länken gäller inte längre"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/broken/", 500, "Något gick fel hos oss"),
        ("/refused/", 403, "Du får inte öppna sidan"),
        ("/arbete/finns-inte/alls/inte/", 404, "Sidan finns inte"),
    ],
)
def test_errors_say_what_happened_and_nothing_of_the_inside(
    address: str, status: int, heading: str
) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert _is_whole(response).headings == [heading]
    assert "secret detail" not in response.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_form_that_no_longer_holds_says_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/refused/", {"text": "x"})
    assert response.status_code == 403
    assert _is_whole(response).headings == ["Formuläret gällde inte längre"]


def test_a_request_that_makes_no_sense_has_a_page() -> None:
    assert "Vi förstod inte begäran" in render_to_string("400.html")


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_single_language_has_no_switch(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("sv", "Svenska")]
    assert 'class="language"' not in client.get("/refused/").content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_the_language_can_be_changed_without_a_script(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("sv", "Svenska"), ("en", "English")]
    html = client.get("/refused/").content.decode()
    action = re.search(r'class="language" method="post" action="([^"]+)"', html)
    client.post(action[1], {"language": "en", "next": "/refused/"})
    assert '<html lang="en">' in client.get("/refused/").content.decode()


def test_pages_keep_the_rest_of_the_address() -> None:
    context = {"page": Paginator(range(30), 10).page(2)}
    request = RequestFactory().get("/", {"q": "torget", "page": 2})
    html = render_to_string("project/_pagination.html", context, request)
    assert "?q=torget&amp;page=1" in html
    assert "?q=torget&amp;page=3" in html
    assert "Sida 2 av 3" in html
    single = {"page": Paginator(range(3), 10).page(1)}
    assert render_to_string("project/_pagination.html", single, request).strip() == ""


@pytest.mark.parametrize(
    ("kind", "colour"), [("error", "danger"), ("", "info"), ("warning", "warning")]
)
def test_a_notice_has_a_colour_of_the_design_system(kind: str, colour: str) -> None:
    html = render_to_string("project/_notice.html", {"kind": kind, "text": "Hej <du>"})
    assert f'data-color="{colour}"' in html
    assert "Hej &lt;du&gt;" in html


def test_breadcrumbs_end_with_the_page_itself() -> None:
    crumbs = [("Lägesbilder", "/lagesbilder/"), ("Vecka 47", "")]
    html = render_to_string("project/_breadcrumbs.html", {"crumbs": crumbs})
    assert html.count("<a ") == 1
    assert re.search(r'aria-current="page">\s*Vecka 47', html)


def test_an_empty_state_says_what_to_do_next() -> None:
    given = {"heading": "Tomt", "text": "Inget än.", "action_url": "/x/", "action_text": "Börja"}
    html = render_to_string("project/_empty.html", given)
    assert 'href="/x/"' in html
    assert "#inbox" in html


def test_a_map_says_what_to_read_when_it_cannot_be_drawn() -> None:
    given = {"id": "karta", "data": {"layers": []}, "title": "Vecka 47", "list_id": "tabell"}
    html = render_to_string("project/_map.html", given)
    assert 'data-map="karta-data"' in html
    assert 'id="karta-data" type="application/json"' in html
    assert "<noscript>" in html
    assert 'href="#tabell"' in html


def test_a_demonstration_says_that_it_is_one() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)
    html = render_to_string("project/base.html", {"is_demo": True}, request)
    assert "demonstration" in html
