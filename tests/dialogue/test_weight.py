"""What is sent over the air: compressed where nobody's secret can be in the page, else as it is."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url

from lofte.project.middleware import Compressed

pytestmark = pytest.mark.usefixtures("_today")
ASKING = {"accept-encoding": "gzip, br"}


def encoding(answer):
    return answer.headers.get("Content-Encoding", "")


def test_the_form_is_sent_compressed_to_whoever_brings_no_cookie(client, dialogue):
    address = f"/d/{dialogue.link}/"
    plain = client.get(address)
    assert encoding(plain) == "", "it is only compressed for who asks"
    sent = client.get(address, headers=ASKING)
    assert encoding(sent) == "gzip"
    assert "Accept-Encoding" in sent.headers["Vary"]
    assert "Hur trygg är du på kvällen?" in gzip.decompress(sent.content).decode()
    assert len(sent.content) < len(plain.content) / 3
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert encoding(client.get(address, headers=ASKING)) == "gzip"
    wrong = client.post(address, {"kvall": "nittio"}, headers=ASKING)
    assert (wrong.status_code, encoding(wrong)) == (422, "gzip")


def test_a_page_that_may_hold_somebodys_secret_is_not(client, as_, coordinator, dialogue):
    staff = as_(coordinator)
    for address in (f"/d/{dialogue.link}/", "/arbete/lyckeberga/"):
        assert encoding(staff.get(address, headers=ASKING)) == ""
    sign_in = client.get(resolve_url(settings.LOGIN_URL), headers=ASKING)
    assert sign_in.cookies, "it gets a token"
    assert encoding(sign_in) == ""
    assert encoding(client.get(resolve_url(settings.LOGIN_URL), headers=ASKING)) == ""


@pytest.mark.parametrize(
    ("kind", "sent"),
    [("application/pdf", ""), ("font/woff2", ""), ("application/geo+json", "gzip")],
)
def test_what_is_compressed_in_itself_is_left_alone(rf, kind, sent):
    respond = Compressed(lambda request: HttpResponse(b"x" * 1_000, content_type=kind))
    assert encoding(respond(rf.get("/", headers=ASKING))) == sent
