"""Case numbers of the police, the courts and the kommun."""

import pytest

from lofte.guard import Kind, find


def found(text):
    return [text[s.start : s.end] for s in find(text) if s.kind is Kind.CASE]


@pytest.mark.parametrize(
    "number",
    [
        "5000-K123456-26",
        "0201-K123-19",
        "K123456-26",
        "K 123456-26",
        "K-123456-26",
        "k123456-26",
        "K123456-2026",
        "5000‑K123456–26",
        "A123.456/2026",
        "KS 2026-00123",
        "KS/2026:45",
        "KS 2026/123",
        "BUN 123/2026",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Anmält ({}).", "se {}, tack", "Nr:{}"])
def test_case_numbers_are_found_by_their_form(number, frame):
    assert found(frame.format(number)) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("dnr 2026/123", "2026/123"),
        ("Dnr: 123-26", "123-26"),
        ("diarienummer 2026:0045", "2026:0045"),
        ("diarienr. KS-2026-45", "KS-2026-45"),
        ("mål nr B 1234-26", "B 1234-26"),
        ("Målnummer: T 575–24", "T 575–24"),
        ("ärendenummer är 123456", "123456"),
        ("ärende 2026-1234", "2026-1234"),
        ("aktnummer 4711", "4711"),
        ("anmälningsnummer: 123456", "123456"),
    ],
)
def test_a_bare_number_is_found_after_its_word(text, number):
    assert found(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "SFS 2026:123, lag (2023:196), prop. 2022/23:43, SOU 2021:85, AFS 2020:1",
        "mål 2-1 och mål 2026",
        "ärende 12",
        "K2 och K 12, klass K-3",
        "läsåret 2025/2026",
        "OS 2026/2, VM 2026-06",
        "ref 12",
        "aktnummer okänt",
    ],
)
def test_laws_results_and_years_are_no_cases(text):
    assert found(text) == []
