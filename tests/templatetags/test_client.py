import json
import re

from lofte.templatetags.client import client_words, described


def test_a_description_cannot_become_markup() -> None:
    html = described({"name": "</script><b>"}, "karta")
    assert 'id="karta-data"' in html
    assert html.count("</script>") == 1
    body = re.search(r">(.*)</script>", html)
    assert json.loads(body[1]) == {"name": "</script><b>"}


def test_scripts_have_every_word_they_say() -> None:
    from lofte.project.assets import PACKAGE

    scripts = "".join(file.read_text() for file in PACKAGE.glob("project/static/project/*.js"))
    assert set(re.findall(r"\bwords\.(\w+)", scripts)) <= set(client_words())
