"""Names of persons: what must be found and what must be left, in the words of those who write."""

import re

import pytest

from lofte.guard import Kind, find
from tests.guard import sentences


def lines(*groups):
    return [line for group in groups for line in group.strip().splitlines()]


def marked(line):
    """(the text, the spans that stand in ⟦ ⟧)."""
    text, spans = "", []
    for part in re.split(r"(⟦[^⟧]*⟧)", line):
        words = part.strip("⟦⟧") if part.startswith("⟦") else part
        if part.startswith("⟦"):
            spans.append((len(text), len(text) + len(words)))
        text += words
    return text, spans


def names(text):
    return [(span.start, span.end) for span in find(text) if span.kind is Kind.NAME]


@pytest.mark.parametrize("line", lines(sentences.REPORTS))
def test_names_in_reports(line):
    text, spans = marked(line)
    assert names(text) == spans


@pytest.mark.parametrize("line", lines(sentences.CHAT))
def test_names_in_lower_case_and_capitals(line):
    text, spans = marked(line)
    assert names(text) == spans


@pytest.mark.parametrize("line", lines(sentences.RESIDENTS, sentences.PRESS))
def test_names_in_answers_and_press_texts(line):
    text, spans = marked(line)
    assert names(text) == spans


@pytest.mark.parametrize("line", lines(sentences.NOTHING))
def test_words_that_only_look_like_names_are_left(line):
    assert find(line) == ()


def test_the_sentences_are_many_and_there_are_as_many_to_leave_as_to_find():
    to_find = lines(sentences.REPORTS, sentences.CHAT, sentences.RESIDENTS, sentences.PRESS)
    assert len(to_find) > 100
    assert len(lines(sentences.NOTHING)) > 60


@pytest.mark.parametrize(
    "line",
    [
        "⟦Anna\nSvensson⟧ sågs",
        "Mvh\n⟦Xhemajl⟧",
        "⟦A\u030asa Svensson⟧ sågs",
        "⟦An\u00adna Sven\u200bsson⟧ sågs",
        "\u202e⟦Anna Svensson⟧\u202c sågs",
        "⟦Anna🙂Svensson⟧ sågs",
        "⟦Anna99⟧ skrev",
        "säger ⟦von Essen⟧",
        "ordet von",
        "Karl XI:s väg är mörk",
        "⟦Karl XI⟧ var kung",
        "Johan i Dabens väg",
        "Nils Ericson Terminalen",
        "⟦Anna Svensson⟧ Storgatan 3",
        "Svenssons Cykel har öppet",
        "Hennes & Mauritz",
        "⟦Anna⟧ & ⟦Erik⟧ bråkade",
        "Ernst & Young",
        "Sven & Co",
        "Anna Svensson Måleri AB",
        "https://example.se/anna-svensson/erik",
        "dr. ⟦Ek⟧ kom",
        "⟦C G Jungqvist⟧ kom",
        "A B C kom",
        "J. P. kom",
        "⟦Per von der Burg⟧ kom",
        "Ben al kom",
        "namn: ⟦Qyteza⟧",
        "Firman som heter Visma",
        "han heter alltså ⟦xhemajl⟧",
        "han heter det",
        "heter ⟦ali⟧",
        "han kallar sig ⟦ali⟧",
        "gift med ⟦Qyteza⟧",
        "kompis med ⟦ali⟧",
        "till ⟦Anna⟧",
        "med",
        "brorsdotter kom",
        "⟦Anna-Stina Qyteza-Lind⟧ kom",
        "⟦Ulla-Britt⟧ kom",
        "⟦ulla-britt⟧ kom",
        "säger ⟦Zäta⟧ och ler",
        "säger Skolverket",
        "Vi mötte ⟦Xhemajl Andersson⟧ där",
        "Volvos ⟦Andersson⟧",
        "president ⟦Xi Jinping⟧ och president ⟦Qyteza Zyx⟧ kom",
        "talesperson Volvos Amason",
        "Max Hamburgare, ⟦Max Andersson⟧",
        "Vi såg ⟦Wojciech⟧ där",
        "⟦anna⟧ s",
        "anna-x b",
        "⟦ANNA⟧ BERGHULT",
        "⟦LINDA SVENSSON⟧",
        "⟦annas⟧ cykel och ⟦johan erik lind⟧",
        "I Malmö greps ⟦Anders⟧, i Anders greps ingen",
        "på Forsberg",
        "Norberg är mörkt",
        "Hej ⟦linda⟧!",
        "hej, ⟦linda⟧",
        "Hej,\n⟦Linda⟧ har en fråga",
    ],
)
def test_the_edges_of_the_rules(line):
    text, spans = marked(line)
    assert names(text) == spans
