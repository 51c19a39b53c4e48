"""What people wrote about goes out as counts of persons; a quote only when it is approved."""

import pytest

from lofte.dialogue.models import Answer
from lofte.dialogue.reading import actions as reading
from lofte.dialogue.themes.actions import write_taxonomy
from lofte.dialogue.themes.matching import Theme
from lofte.dialogue.themes.models import Quote
from tests.dialogue.conftest import _today, dialogue, questionnaire
from tests.dialogue.results.conftest import send
from tests.publishing.dialogues.test_publishing import content, ended, out, page

__all__ = ["_today", "dialogue", "ended", "questionnaire"]
pytestmark = pytest.mark.usefixtures("_today")
QUOTED = "Det är mörkt vid skolan."


@pytest.fixture
def answered(dialogue):
    """20 write of light, 6 of traffic, 3 of graffiti and light; 11 write nothing."""
    for n in range(17):
        send(dialogue, f"l{n}", ovrigt=QUOTED)
    for n in range(3):
        send(dialogue, f"k{n}", ovrigt="Klottret under lampan.")
    for n in range(6):
        send(dialogue, f"t{n}", ovrigt="Mopeder på gångvägen.")
    for n in range(11):
        send(dialogue, f"i{n}", kvall="1")
    return dialogue


def test_themes_are_persons_and_few_are_hidden_so_that_nothing_tells_them(
    ended, communicator, editions_dir
):
    told = content(out(ended, communicator, suspected=True), editions_dir)["themes"]
    counts = {line["code"]: line["count"] for line in told["lines"]}
    assert (told["base"], told["version"]) == (26, 1)
    assert (counts["ljus"], counts["trafik"], counts["skrap"]) == (20, 6, None)
    assert "percent" not in told["lines"][0], "who writes is another choice"
    assert {"code": "trafik", "name": "Trafik och buskörning"}.items() <= told["words"][3].items()
    shown = page("/lyckeberga/dialoger/1/")
    assert "26 personer skrev med egna ord" in shown
    of_themes = shown[shown.index('id="themes"') :]
    assert "Öppen enkät: gäller bara dem som svarade." in of_themes[: of_themes.index("</section>")]
    assert "busk*" in shown, "the words that decided it"
    assert QUOTED not in shown


def test_a_quote_is_told_when_it_is_approved(
    ended, communicator, reviewer, coordinator, editions_dir
):
    rows = Answer.objects.unscoped("test").filter(dialogue=ended, values__ovrigt=QUOTED)
    answer = rows.select_related("dialogue__kommun").first()
    reading.read_answer(answer=answer, chosen=(), own=(), by=reviewer)
    answer.refresh_from_db()
    quote = reading.propose_quote(answer=answer, theme="ljus", text=QUOTED, by=reviewer)
    first = content(out(ended, communicator, suspected=True), editions_dir)
    assert first["themes"]["quotes"] == []
    reading.approve_quote(quote=quote, by=coordinator)
    second = content(out(ended, communicator, suspected=True), editions_dir)
    assert second["themes"]["quotes"] == [{"theme": "ljus", "text": QUOTED}]
    assert f"”{QUOTED}”" in page("/lyckeberga/dialoger/2/")
    assert Quote.objects.unscoped("test").count() == 1


def test_with_other_words_or_after_masking_a_later_edition_tells_the_same(
    ended, communicator, coordinator, reviewer, editions_dir
):
    first = content(out(ended, communicator, suspected=True), editions_dir)["themes"]
    answer = (
        Answer.objects.unscoped("test")
        .filter(dialogue=ended, values__ovrigt=QUOTED)
        .select_related("dialogue__kommun")
        .first()
    )
    reading.read_answer(answer=answer, chosen=(), own=["mörkt"], by=reviewer)
    write_taxonomy(kommun=ended.kommun, themes=[Theme("a", "A", ("klott*",))], by=coordinator)
    second = content(out(ended, communicator, suspected=True), editions_dir)["themes"]
    assert second == first, "the difference between them could be one person"
