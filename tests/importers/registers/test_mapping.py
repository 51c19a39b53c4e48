"""A mapping is a file that people read, edit and use again."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers import (
    ImportRefused,
    Kept,
    Mapping,
    Option,
    Question,
    Sentence,
    from_yaml,
    to_yaml,
)

WORD = st.text(string.ascii_letters + "åäöÅÄÖ :#'\"-_{}[]&*!|>%@`,?\n", max_size=12)
FILLED = WORD.filter(str.strip)
SENTENCES = st.builds(Sentence, WORD, WORD)
OPTIONS = st.lists(st.builds(Option, WORD, SENTENCES), max_size=2).map(tuple)
MAPPINGS = st.builds(
    Mapping,
    source=WORD,
    start=WORD,
    clock=WORD,
    end=WORD,
    x=WORD,
    y=WORD,
    crs=st.sampled_from(["", "EPSG:3006", "3006"]),
    zone=st.sampled_from(["local", "utc"]),
    date_order=st.sampled_from(["dmy", "mdy"]),
    key=st.lists(FILLED, max_size=2).map(tuple),
    category=st.lists(FILLED, max_size=2).map(tuple),
    keep=st.lists(st.builds(Kept, FILLED, FILLED), max_size=2).map(tuple),
    questions=st.lists(st.builds(Question, WORD, SENTENCES, OPTIONS, WORD), max_size=2).map(tuple),
    reasons=st.dictionaries(st.sampled_from(["start", "x", "key"]), SENTENCES),
)


@given(MAPPINGS)
def test_a_mapping_reads_back_as_it_was_written(mapping):
    assert from_yaml(to_yaml(mapping)) == mapping


def test_it_is_readable_and_says_why():
    reasons = {"start": Sentence("därför att\ndet är så", "because")}
    text = to_yaml(Mapping("RAR", start="Datum", reasons=reasons))
    assert "# därför att det är så\nstart: Datum\n" in text
    assert text.startswith("# Kolumnkarta för Löfte")


def test_a_short_file_with_comments_is_enough():
    mapping = from_yaml(
        "lofte-mapping: 1\nsource: RAR # vårt\nstart: Datum\ncrs: 3006\nkey:\n- Dnr\n"
    )
    assert mapping == Mapping("RAR", start="Datum", crs="3006", key=("Dnr",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lofte-mapping: 1"),
        ("- a", "lofte-mapping: 1"),
        ("lofte-mapping: 1\nstart: [", "rad 2"),
        ("lofte-mapping: 2\nsource: a", "version"),
        ("lofte-mapping: 1", "source"),
        ("lofte-mapping: 1\nsource: a\nstrat: b", "strat"),
        ("lofte-mapping: 1\nsource: a\nreasons: {}", "reasons"),
        ("lofte-mapping: 1\nsource: a\nstart: [b]", "ett enda värde"),
        ("lofte-mapping: 1\nsource: a\nkey: 5", "saknas"),
        ("lofte-mapping: 1\nsource: a\nkeep: [b]", "saknas"),
        ("lofte-mapping: 1\nsource: a\nquestions: [{id: x}]", "saknas"),
        ("lofte-mapping: 1\nsource: a\nzone: mars", "local, utc"),
        ("lofte-mapping: 1\nsource: a\nkeep: [{column: Namn}]", "rättslig grund"),
        ("lofte-mapping: 1\nsource: !!python/object:os.system {}", "går inte att läsa"),
        ("\x00", "går inte att läsa"),
    ],
)
def test_a_bad_file_is_refused_in_words(text, said):
    with pytest.raises(ImportRefused, match=said):
        from_yaml(text)


def test_a_further_column_needs_a_legal_ground():
    with pytest.raises(ImportRefused, match="rättslig grund"):
        Mapping("a", keep=(Kept("Namn", "  "),))


def test_an_answer_to_nothing_is_refused():
    with pytest.raises(ImportRefused, match="colour"):
        Mapping("a").answer({"colour": "red"})
    with pytest.raises(ImportRefused, match="dmy, mdy"):
        Mapping("a").answer({"date_order": "ymd"})


QUESTION = Question(
    "date_order",
    Sentence("Dag eller månad först?", "Day or month first?"),
    (Option("mdy", Sentence("månaden först", "month first")),),
    "mdy",
)


def test_defaults_are_taken_aloud():
    mapping, said = Mapping("a", questions=(QUESTION,)).assume()
    assert mapping.date_order == "mdy"
    assert not mapping.questions
    assert said[0].sv == "Ingen har svarat: Dag eller månad först? Löfte antar: månaden först."


def test_a_default_without_a_label_is_told_as_it_is():
    assert "dmy" in Question("date_order", Sentence("?", "?"), (), "dmy").assumed.en


def test_columns_are_every_column_that_is_read():
    mapping = Mapping(
        "a", start="d", clock="t", x="e", y="n", key=("k", "d"), keep=(Kept("s", "lag"),)
    )
    assert mapping.columns == ("d", "t", "e", "n", "k", "s")
