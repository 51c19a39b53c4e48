"""The print: tagged, titled, in Swedish, the same bytes, and deaf to hostile names."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from lofte.situation.compose import compose
from lofte.situation.document import PictureDocument
from lofte.situation.render.pdf import pdf
from lofte.situation.results import Around
from tests.situation.picture_town import FIRST, SOURCE, events, place, points, quiet, rise, square
from tests.situation.test_render_page import HOSTILE


@pytest.fixture(scope="module")
def document() -> PictureDocument:
    around = Around(areas=[square("1", "Väster", 0, 0, 1000)], places=[place("Torget", 550, 550)])
    return compose(points(quiet() + rise((550, 550), 25)), source=SOURCE, around=around)


@pytest.fixture(scope="module")
def content(document: PictureDocument) -> bytes:
    return pdf(document)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def tags(content: bytes) -> list[dict]:  # type: ignore[type-arg]
    """All elements of the structure tree."""
    found, left = [], [read(content).trailer["/Root"]["/StructTreeRoot"]]
    while left:
        one = left.pop().get_object()
        if isinstance(one, list):
            left.extend(one)
        elif hasattr(one, "get"):
            found.append(one)
            if "/K" in one:
                left.append(one["/K"])
    return found


def test_the_print_is_tagged_and_says_so(content: bytes) -> None:
    root = read(content).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_print_has_a_title_and_a_language(content: bytes, document: PictureDocument) -> None:
    title = read(content).metadata.title  # type: ignore[union-attr]
    assert title == f"{document.title} – Provregistret"
    assert read(content).trailer["/Root"]["/Lang"] == "sv"


def test_every_figure_has_an_alternative_text(content: bytes) -> None:
    figures = [tag for tag in tags(content) if tag.get("/S") == "/Figure"]
    assert len(figures) >= 4
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_tables_have_headings_and_there_is_one_first_heading(content: bytes) -> None:
    kinds = [tag.get("/S") for tag in tags(content)]
    assert "/TH" in kinds
    assert kinds.count("/H1") == 1


def test_swedish_letters_and_all_sentences_can_be_read_out(
    content: bytes, document: PictureDocument
) -> None:
    seen = words(content).replace("- ", "")
    assert "Så säker är bilden" in seen
    assert "Väster" in seen
    for figure in ("Torget", "normalt"):
        assert figure in seen
    assert str(document.total.count) in seen


def test_the_same_document_gives_the_same_bytes(content: bytes, document: PictureDocument) -> None:
    assert pdf(document) == content


def test_the_time_stated_is_the_one_given(document: PictureDocument) -> None:
    made = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    metadata = read(pdf(document, made=made)).metadata
    assert metadata is not None
    assert metadata.creation_date == made


def test_hostile_names_are_words_and_nothing_else() -> None:
    around = Around(
        areas=[square("1", "#panic()" + HOSTILE, 0, 0, 1000)],
        places=[place("#panic() $x$ @ref *bold* [", 550, 550)],
    )
    source = replace(SOURCE, name="#panic()", file='#import "x" \\', notes=("#panic()", "= Rubrik"))
    rows = quiet() + rise((550, 550), 25)
    content = pdf(compose(points(rows), source=source, around=around))
    assert "#panic()" in words(content)
    assert "*bold*" in words(content)


def test_the_smallest_picture_can_be_printed() -> None:
    lonely = compose(points(events([(1.0, 1.0)], [(FIRST, 3)])), source=SOURCE)
    assert "1 händelse" in words(pdf(replace(lonely, cells=()))).replace("\u00a0", " ")
