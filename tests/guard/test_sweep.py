"""What the guard promises whatever the text is."""

import re
import string
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lofte.guard import Kind, Span, find, mask
from lofte.guard.spans import merge
from lofte.guard.sweep import rules

WRITTEN = """
811218-9876|19811218 9876|8112189876|701063-2391|pnr |811218-9875|070-174 06 05|+46 70|tel |lgh 1102
|174 06 05|anna@example.se|anna (at) example.se|@anna|@|a@|ABC123|abc 12d|regnr |bil |lägenhet |1102
|[personnummer]|[e-postadress]|[|]|-| |.|0|1|46|00|instagram: |\u200b|８|–|personlig skylt "|"
|[användarnamn]|\ue000|snap: |anna |Anna |svensson |Svensson|heter |grannen |min |Björkvägen |14 B
|K123456-26|dnr |noll |sju |mvh |, |von |s|A. |säger |\u030a|🙂|& |gata |i 3:an|https://"""
PIECES = st.sampled_from(["\n", *WRITTEN.replace("\n", "").split("|")])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(alphabet=string.digits + " -+./@aA[]", max_size=60),
)
HOSTILE = """1|1 |0 |00 |+46 |+46701740605|a@|@a|a.|(| |anna |Anna |Anna Svensson |heter anna
|A. |von |Storgatan 1 |K1-|noll |🙂|å|070 174 06 05 |0701740605,|811218-9876
|a@b.se-|070-1740605lgh 1.|a@b.se@|anna at |snap:|a@b punkt |tel 1|regnr A |１２|a punkt |a (at) |0-
|1 noll |Sankt |bor på Aaaa |A B C 1 |x x |x*|\u0410nna |ﬁ|/A |B 1|anna och |811218-XX"""


@given(TEXTS)
@example("a@b.se@c")
@example("snap: snap: snap: anna")
def test_spans_are_sorted_apart_and_inside_the_text(text):
    spans = find(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(isinstance(span.kind, Kind) for span in spans)


@given(TEXTS)
@example("@a" * 30)
@example("anna@example.se@anna 811218-9876070-174 06 05")
def test_a_masked_text_holds_nothing_more_to_find(text):
    masked = mask(text, find(text))
    assert find(masked) == ()
    assert mask(masked, find(masked)) == masked


@given(TEXTS)
def test_no_digit_of_a_span_survives_the_mask(text):
    spans = find(text)
    outside = list(text)
    for span in spans:
        outside[span.start : span.end] = [""] * (span.end - span.start)
    kept = re.sub("|".join(re.escape(kind.mask) for kind in Kind), "", mask(text, spans))
    left = re.sub("|".join(re.escape(kind.mask) for kind in Kind), "", "".join(outside))
    assert re.findall(r"\d", kept) == re.findall(r"\d", left)


@pytest.mark.parametrize("piece", HOSTILE.replace("\n", "").split("|"))
def test_ten_thousand_hostile_characters_are_answered(piece):
    text = (piece * 10_000)[:10_000]
    assert find(mask(text, find(text))) == ()


def test_text_without_personal_data_is_left_as_it_is():
    text = "Kl. 21.30 störde ungdomar vid E20, 23 år, 114 14 underrättat. [personnummer]"
    assert find(text) == ()
    assert mask(text, find(text)) == text


def test_each_kind_has_a_word_in_brackets():
    text = "811218-9876, 070-174 06 05, anna@example.se, ABC123, lgh 1102, @anna"
    assert mask(text, find(text)) == (
        "[personnummer], [telefonnummer], [e-postadress], [registreringsnummer], [lägenhet], "
        "[användarnamn]"
    )
    assert len({kind.mask for kind in Kind}) == len(Kind)


def test_overlapping_spans_become_one_named_by_the_longest_then_the_most_specific():
    assert merge([Span(4, 9, Kind.NAME), Span(0, 6, Kind.PHONE)]) == [Span(0, 9, Kind.PHONE)]
    assert merge([Span(0, 6, Kind.NAME), Span(2, 9, Kind.PHONE)]) == [Span(0, 9, Kind.PHONE)]
    assert merge([Span(0, 6, Kind.PHONE), Span(0, 6, Kind.PERSONNUMMER)]) == [
        Span(0, 6, Kind.PERSONNUMMER)
    ]
    assert merge([Span(2, 3, Kind.NAME), Span(0, 2, Kind.PHONE)]) == [
        Span(0, 2, Kind.PHONE),
        Span(2, 3, Kind.NAME),
    ]
    assert mask("abcdef", [Span(1, 4, Kind.NAME), Span(0, 2, Kind.CASE)]) == "[namn]ef"


def test_families_are_discovered_by_name():
    names = [rule.__module__.rpartition(".")[2] for rule in rules()]
    assert names == sorted(names)
    assert {"email", "flat", "handle", "personnummer", "phone", "plate"} <= set(names)
