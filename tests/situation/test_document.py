"""A picture as bytes: the same in, the same out, and nothing else is taken for a picture."""

import json
from dataclasses import replace

import pytest

from lofte.situation.compose import compose
from lofte.situation.document import BadDocument, PictureDocument
from lofte.situation.results import Around
from tests.situation.picture_town import SOURCE, place, points, quiet, rise, square


@pytest.fixture(scope="module")
def document() -> PictureDocument:
    around = Around(areas=[square("1", "Väster", 0, 0, 1000)], places=[place("Torget", 550, 550)])
    return compose(points(quiet() + rise((550, 550), 25)), source=SOURCE, around=around)


def test_the_same_document_gives_the_same_bytes(document: PictureDocument) -> None:
    assert document.to_json() == replace(document).to_json()


def test_bytes_become_the_same_document_again(document: PictureDocument) -> None:
    assert PictureDocument.from_json(document.to_json()) == document


def test_a_json_column_gives_the_same_document(document: PictureDocument) -> None:
    assert PictureDocument.from_data(json.loads(document.to_json())) == document


def test_keys_are_sorted_and_swedish_letters_are_kept(document: PictureDocument) -> None:
    text = document.to_json().decode()
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert "Väster" in text


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b"null", b'{"schema": "another"}', b'{"schema": 1}'],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadDocument, match="ingen lägesbild"):
        PictureDocument.from_json(content)


def test_a_picture_with_a_part_missing_is_refused(document: PictureDocument) -> None:
    data = json.loads(document.to_json())
    del data["hours"]["counts"]
    with pytest.raises(BadDocument):
        PictureDocument.from_data(data)
