"""The page: whole by itself, readable by machine and person, and deaf to hostile names."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from lofte.situation.compose import compose
from lofte.situation.document import MORE, PictureDocument
from lofte.situation.render.page import asset, page, style
from lofte.situation.results import Around
from tests.situation.picture_town import FIRST, SOURCE, events, place, points, quiet, rise, square

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> #panic() \x00 " + "å" * 400


class Reader(HTMLParser):
    """Checks that every element is closed in order, and remembers what it saw."""

    VOID = frozenset({"meta", "br", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.seen)


@pytest.fixture(scope="module")
def document() -> PictureDocument:
    around = Around(areas=[square("1", "Väster", 0, 0, 1000)], places=[place("Torget", 550, 550)])
    return compose(points(quiet() + rise((550, 550), 25)), source=SOURCE, around=around)


def test_the_page_parses_and_is_in_swedish(document: PictureDocument) -> None:
    read = Reader(page(document))
    assert dict(read.seen)["html"]["lang"] == "sv"
    assert read.count("h1") == 1
    assert read.count("main") == 1


def test_the_heading_says_the_finding(document: PictureDocument) -> None:
    assert "<h1>Fler händelser än normalt: Torget</h1>" in page(document)
    quiet_one = compose(points(quiet()), source=SOURCE)
    assert "<h1>Inget avviker från det normala</h1>" in page(quiet_one)
    whole = replace(quiet_one, total_klass=MORE)
    assert "Fler händelser än normalt, men ingen enskild plats sticker ut" in page(whole)
    lonely = compose(points(events([(1.0, 1.0)], [(FIRST, 3)])), source=SOURCE)
    assert "<h1>För lite underlag för att säga vad som avviker</h1>" in page(lonely)


def test_no_address_outside_the_page(document: PictureDocument) -> None:
    text = page(document).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text)
    for tag, attrs in Reader(page(document)).seen:
        assert tag not in ("link", "img", "iframe", "object", "base")
        for name in ("src", "href", "action"):
            assert (attrs.get(name) or "#").startswith("#")


def test_every_figure_has_a_table_and_every_table_a_caption(document: PictureDocument) -> None:
    text = page(document)
    figures = re.findall(r"<figure.*?</figure>", text, flags=re.S)
    assert len(figures) == 4
    assert all("<table>" in figure for figure in figures)
    tables = re.findall(r"<table>.*?</table>", text, flags=re.S)
    assert all("<caption>" in one and 'scope="col"' in one for one in tables)


def test_links_lead_to_something_that_exists(document: PictureDocument) -> None:
    read = Reader(page(document))
    names = [attrs["id"] for _, attrs in read.seen if "id" in attrs]
    assert len(names) == len(set(names))
    links = [attrs["href"] for _, attrs in read.seen if "href" in attrs]
    assert links[0] == "#innehall"
    assert {str(link)[1:] for link in links} <= set(names)


def test_with_many_findings_the_page_tells_those_a_person_can_use() -> None:
    spots = [
        row
        for x in range(150, 2000, 400)
        for y in range(150, 2000, 400)
        for row in rise((x, y), 15)
    ]
    many = compose(points(quiet() + spots), source=SOURCE)
    text = page(many)
    links = {str(attrs["href"])[1:] for _, attrs in Reader(text).seen if "href" in attrs}
    assert links <= {str(attrs.get("id")) for _, attrs in Reader(text).seen}
    assert text.count('class="num more"') == 12
    assert "fynd står i tabellerna" in text


def test_headings_do_not_jump_a_level(document: PictureDocument) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(page(document)).seen if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_all_sentences_and_doubts_are_on_the_page(document: PictureDocument) -> None:
    seen = "".join(Reader(page(document)).text)
    for sentence in (*document.summary, *document.caveats):
        assert sentence in seen


def test_the_same_document_gives_the_same_page(document: PictureDocument) -> None:
    assert page(document) == page(document)


def test_hostile_names_are_words_and_nothing_else(document: PictureDocument) -> None:
    around = Around(areas=[square(HOSTILE, HOSTILE, 0, 0, 1000)], places=[place(HOSTILE, 550, 550)])
    source = replace(SOURCE, name=HOSTILE, file=HOSTILE, notes=(HOSTILE,))
    rows = quiet() + rise((550, 550), 25)
    text = page(compose(points(rows), source=source, around=around))
    read = Reader(text)
    assert read.count("script") == 1
    assert read.count("img") == 0
    assert not any(name.startswith("on") for _, attrs in read.seen for name in attrs)
    assert "&lt;script&gt;" in text
    assert "\x00" not in text


def test_only_our_own_script_and_style_may_run(document: PictureDocument) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page(document))
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert policy[1].count("sha256-") == 2
    assert "unsafe" not in policy[1]


def test_style_and_script_cannot_end_their_element_early() -> None:
    assert "</" not in style()
    assert "</" not in asset("picture.js")


def test_long_registers_do_not_make_a_page_of_rows() -> None:
    wide = [(x * 5, y * 5, when, kind) for x, y, when, kind in quiet(per_week=120)]
    document = compose(points(wide), source=SOURCE)
    assert len(document.cells) > 1000
    assert page(document).count('data-cell="') <= 400
    assert "Resten finns i filen cells.geojson" in page(document)
