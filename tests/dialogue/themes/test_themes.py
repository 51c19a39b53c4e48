"""What people wrote about: stated words, persons counted once, small numbers kept back."""

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.dialogue.themes import matching, queries
from lofte.dialogue.themes.actions import write_taxonomy
from lofte.dialogue.themes.matching import Finder, Theme, themes_from
from lofte.dialogue.themes.models import Taxonomy
from tests.dialogue.results.conftest import send

pytestmark = pytest.mark.usefixtures("_today")


def finder(*words):
    return Finder([Theme("x", "X", words)])


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("belys*", "Gatubelysningen är trasig", False),
        ("belys*", "BELYSNINGEN är trasig", True),
        ("full", "Parkeringen är fullsatt", False),
        ("full", "Han var full, sa de", True),
        ("mer folk", "Vi vill ha mer\n folk ute", True),
        ("mer folk", "mer ljus, folk", False),
        ("epa", "epa-traktorer", True),
        ("a-traktor*", "två A-traktorer", True),
        ("a-traktor", "en a-traktorer", False),
        ("-skrik*", "ett -skriken", True),
        ("!!", "nej!!", False),
        ("!!", "nej !!", True),
        ("a.b", "axb", False),
        ("*", "vad som helst", False),
        ("mörk*", "Det är mörkt i tunneln", True),
    ],
)
def test_a_word_is_found_whole_and_a_star_stands_for_its_end(word, text, found):
    assert bool(finder(word).find(text)) is found


def test_a_theme_without_words_is_about_nothing():
    assert finder().find("något") == []


def test_many_words_are_remembered_and_then_no_more(monkeypatch):
    monkeypatch.setattr(matching, "MOST_KNOWN", 2)
    found = finder("mörk*").find
    assert found("ett två tre fyra mörkt") == found("mörkt") == ["x"]


def test_a_text_of_any_length_is_read_in_no_time():
    assert finder("mör*", "a b c").find("mör " * 500_000) == ["x"]


def test_the_products_own_list_says_what_it_means():
    found = Finder(queries.ready().themes).find
    assert found("Lampan vid busshållplatsen har varit sönder länge.") == [
        *("ljus", "skrap", "hallplats")
    ]
    assert found("Klipp buskarna vid skolan.") == ["sikt"]
    assert found("الشارع مظلم") == []


@pytest.fixture
def written(dialogue):
    for n in range(7):
        send(dialogue, f"a{n}", ovrigt="Det är mörkt, och lampan är trasig. Mörkt!")
    for n in range(3):
        send(dialogue, f"b{n}", ovrigt="För många mopeder.")
    send(dialogue, "c", ovrigt="Tack för att ni frågar.")
    send(dialogue, "d", kvall="1")
    return dialogue


def page(client, dialogue, **asked):
    url = reverse("themes:themes", args=[dialogue.kommun.slug, dialogue.pk])
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_counts_once_in_a_theme(written, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = queries.counted(written, queries.ready(), suspected=True)
    assert (found.persons["ljus"], found.persons["trafik"]) == (7, 3)
    assert (found.wrote, found.of_none, found.unread) == (11, 1, 11)


def test_what_stands_at_a_place_is_read_too(dialogue, client):
    client.post(
        f"/d/{dialogue.link}/",
        {"version": 1, "otrygg-near": "gångtunneln", "otrygg-help": "bättre belysning"},
    )
    found = queries.counted(dialogue, queries.ready(), suspected=True)
    assert (found.persons["ljus"], found.persons["sikt"], found.wrote) == (1, 1, 1)


def test_few_are_not_told_and_the_method_is(written, as_, reviewer):
    text = page(as_(reviewer), written)
    assert "Det här skrev 11 personer om" in text
    assert "färre än 5" in text
    assert ">3<" not in text
    assert "version 1" in text
    assert "belys*" in text
    assert "Öppen enkät: gäller bara dem som svarade." in text


def test_who_may_not_see_the_group_sees_no_themes(written, as_, reporter, leader):
    url = reverse("themes:themes", args=[written.kommun.slug, written.pk])
    assert as_(reporter).get(url).status_code == 403
    assert as_(leader).get(url).status_code == 403


def test_the_kommun_writes_its_own_words_and_earlier_results_stay(written, as_, coordinator):
    client, kommun = as_(coordinator), written.kommun
    url = reverse("themes:taxonomy", args=[kommun.slug])
    shown = client.get(url)
    assert "belys*" in shown.content.decode()
    form = shown.context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    new = len(queries.ready().themes)
    given = posted | {f"name-{new}": "Tack", f"words-{new}": "tack\ntacka", "name-0": ""}
    client.post(url, given)
    now = queries.in_use(kommun)
    assert now.version == 2
    assert [now.themes[0].code, now.themes[-1].words] == ["sikt", ("tack", "tacka")]
    assert queries.counted(written, now, suspected=True).persons[now.themes[-1].code] == 1
    assert "version 2" in page(client, written)
    old = page(client, written, version="1")
    assert "Ljus och mörker" in old
    assert "Räkna med version 2" in old
    same = client.get(url).context["form"]
    again = client.post(url, {name: same[name].value() or "" for name in same.fields})
    assert "ingen ny version" in again.content.decode()


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ([], "mellan 1 och 40"),
        ([Theme("a", "A", ())], "minst ett ord"),
        ([Theme("a", "A", ("x*",))], "för kort"),
        ([Theme("a", "A", ("x" * 61,))], "för långa"),
        ([Theme("a", "A", ("ord",)), Theme("b", "a", ("ord",))], "heter lika"),
        ([Theme("a", "Anna Svensson 070-123 45 67", ("ord",))], "personuppgifter"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_whole(kommun, coordinator, themes, said):
    with pytest.raises(Refused, match=said):
        write_taxonomy(kommun=kommun, themes=themes, by=coordinator)
    assert not Taxonomy.objects.unscoped("test").exists()


def test_a_list_is_read_back_as_it_was_written(kommun, coordinator):
    theme = Theme("a", "A", ("ord", "två ord*"))
    made = write_taxonomy(kommun=kommun, themes=[theme], by=coordinator)
    assert themes_from(made.themes) == (theme,)
    assert [one.version for one in queries.versions(kommun)] == [2, 1]
