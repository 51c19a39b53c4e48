"""A form goes out as XLSForm and comes back the same; a foreign one comes in, and says what not."""

import re
from io import BytesIO

import pytest
from pyxform.xls2xform import convert

from lofte.audit.refusals import Refused
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.questionnaires.questions import check
from lofte.dialogue.states import Format
from lofte.dialogue.xlsform import relevant
from lofte.dialogue.xlsform.columns import language_of
from lofte.dialogue.xlsform.reading import read
from lofte.dialogue.xlsform.writing import write
from tests.dialogue.conftest import DEFINITION
from tests.dialogue.xlsform.books import YES_NO, book

HEAD = ("type", "name", "label", "relevant", "constraint", "required")


def sheet(*rows, **more):
    return book([HEAD, *(row + ("",) * (len(HEAD) - len(row)) for row in rows)], **more)


def whole() -> dict:
    """Every kind and every part that a question may have."""
    made = {**DEFINITION, "questions": [*DEFINITION["questions"]]}
    made["questions"] += [
        {
            "code": "1fraga",
            "version": 3,
            "kind": "ranking",
            "text": {"sv": "Ordna"},
            "options": DEFINITION["questions"][1]["options"],
            "most": 2,
            "if": {"question": "avstatt", "any": ["torg", "buss"]},
        },
        {
            "code": "lugn",
            "version": 1,
            "kind": "safe_place",
            "text": {"sv": "=1+1 <b>&", "ar": "مكان"},
            "hint": {"sv": "Rad ett\nrad två"},
            "required": True,
        },
        {
            "code": "flera",
            "version": 1,
            "kind": "multiple",
            "text": {"sv": "Högst ett"},
            "options": DEFINITION["questions"][1]["options"],
            "most": 1,
            "if": {"question": "kvall", "any": ["1"]},
        },
    ]
    check(made)
    return made


@pytest.mark.parametrize("definition", [whole(), *(bank.starting(one) for one in Format)])
def test_our_forms_go_out_and_come_back_the_same(definition):
    content = write(definition, form_id="x", version=2)
    found = read(content)
    assert found.definition == definition
    assert found.left == []


def test_pyxform_makes_a_form_of_ours_without_a_warning_about_the_form():
    made = convert(BytesIO(write(whole(), form_id="x", version=2)), validate=False)
    assert "Ordna" in made.xform
    assert 'lang="Svenska (sv)"' in made.xform
    assert not [one for one in made.warnings if "not recognized" in one]


def test_every_question_of_the_bank_survives():
    rows = [bank.question(code) for code in sorted(bank.codes())]
    definition = {"title": {"sv": "Allt"}, "questions": [row | {} for row in rows]}
    for row in definition["questions"]:
        row.pop("if", None)
    assert read(write(definition, form_id="x", version=1)).definition == definition


def test_a_question_with_other_words_is_another_question():
    definition = bank.starting(Format.WEB)
    first = definition["questions"][0]
    other = {**definition, "questions": [{**first, "text": {"sv": "Andra ord"}}]}
    content = write(other, form_id="x", version=1)
    kept = read(content).definition["questions"][0]
    assert kept["code"] == first["code"], "it says what it said when it left"
    from openpyxl import load_workbook

    opened = load_workbook(BytesIO(content))
    survey = opened["survey"]
    for row in survey.iter_rows(min_row=2):
        for cell in row:
            if cell.value == "Andra ord":
                cell.value = "Helt andra ord"
    stream = BytesIO()
    opened.save(stream)
    changed = read(stream.getvalue()).definition["questions"][0]
    assert re.fullmatch(rf"{first['code'][:31]}_[0-9a-f]{{8}}", changed["code"])
    assert read(stream.getvalue()).definition["questions"][0] == changed


def test_a_foreign_form_comes_in_and_says_what_does_not():
    content = book(
        [
            ("type", "name", "label::English (en)", "label::Svenska (sv)", "relevant", "hint::fr"),
            ("start", "start", "", "", "", ""),
            ("note", "hej", "Welcome", "Välkommen", "", ""),
            ("begin group", "om", "About you", "Om dig", "", ""),
            ("select_one jn", "bor", "Do you live here?", "Bor du här?", "", "Aide"),
            ("integer", "ar", "Years", "Hur många år?", "${bor} = 'ja'", ""),
            ("end group", "", "", "", "", ""),
            ("date", "dag", "Day", "Vilken dag?", "", ""),
            ("geopoint", "var", "Where", "Var?", "${dag} > today()", ""),
            ("image", "bild", "Photo", "Bild", "", ""),
            ("text", "mer", "More", "Mer?", "${ar} > 10", ""),
        ],
        choices=[
            ("list_name", "name", "label::English (en)", "label::Svenska (sv)"),
            ("jn", "ja", "Yes", "Ja"),
            ("jn", "nej", "No", "Nej"),
        ],
    )
    found = read(content)
    rows = found.definition["questions"]
    assert [row["kind"] for row in rows] == ["single", "number", "place", "text"]
    assert rows[0]["text"] == {"en": "Do you live here?", "sv": "Bor du här?"}
    assert rows[1]["if"] == {"question": rows[0]["code"], "any": ["ja"]}
    assert found.definition["intro"] == {"en": "Welcome", "sv": "Välkommen"}
    assert found.definition["title"] == {"sv": "Min enkät"}
    said = "\n".join(found.left)
    for part in ("”start”", "”Om dig”", "”date”", "”image”", "Språket ”fr”", "mer än ett svar"):
        assert part in said
    assert "Rad 9: villkoret" in said


def test_a_table_of_rows_is_a_matrix_and_limits_are_kept():
    head = (*HEAD, "appearance", "parameters")
    content = book(
        [
            head,
            ("begin_group", "tabell", "Är det ett problem?", "", "", "", "table-list"),
            ("select_one jn", "skrap", "Skräp", "", "", "yes"),
            ("select_one jn", "ljus", "Mörker", "", "", "yes"),
            ("end_group", "tabell"),
            ("decimal", "tal", "Tal", "", ". >= 0 and . <= 1.5"),
            ("integer", "udda", "Udda", "", ". mod 2 = 1"),
            ("range", "skala", "Skala", "", "", "", "", "start=1 end=10 step=1"),
            ("select_multiple jn", "fler", "Flera", "", "count-selected(.) <= 1"),
            ("select_multiple jn", "fler2", "Flera", "", "count-selected(.) > 1"),
            ("rank jn", "ordna", "Ordna", "", "", "", "most-1"),
        ]
    )
    found = read(content)
    rows = {row["text"]["sv"]: row for row in found.definition["questions"]}
    table = rows["Är det ett problem?"]
    assert [one["code"] for one in table["rows"]] == ["skrap", "ljus"]
    assert (table["kind"], table["required"]) == ("matrix", True)
    assert (rows["Tal"]["from"], rows["Tal"]["to"]) == (0, 1.5)
    assert (rows["Skala"]["from"], rows["Skala"]["to"]) == (1.0, 10.0)
    assert rows["Ordna"]["most"] == 1
    said = "\n".join(found.left)
    assert "mod 2" in said
    assert "count-selected(.) > 1" in said
    assert said.count("gränsen") == 2


def test_groups_repeats_and_leftovers_are_told():
    content = sheet(
        ("select_one jn", "a", "A"),
        ("begin group", "g", "Grupp", "selected(${a}, 'ja')"),
        ("text", "b", "B"),
        ("text", "c", "C", "selected(${a}, 'nej')"),
        ("begin group", "h", "", "${a} = 'nej'"),
        ("text", "d", "D ${a}"),
        ("end group", ""),
        ("end group", ""),
        ("begin repeat", "r", "Upprepa"),
        ("text", "e", "E"),
        ("end repeat", ""),
        ("note", "n", "Tack!"),
        ("select_one jn or_other", "f", "F"),
    )
    found = read(content)
    rows = {row["text"]["sv"][0]: row for row in found.definition["questions"]}
    assert sorted(rows) == ["A", "B", "C", "D", "F"]
    assert rows["B"]["if"]["any"] == ["ja"]
    assert rows["C"]["if"]["any"] == ["nej"]
    said = "\n".join(found.left)
    for part in (
        "upprepas",
        "Tack!",
        "eller annat",
        "tidigare svar i sin text",
        "gruppens villkor",
    ):
        assert part in said
    assert "en grupp med villkor i en grupp" in said


def test_a_condition_that_cannot_be_asked_is_told():
    content = sheet(
        ("text", "a", "A"),
        ("date", "d", "Dag"),
        ("select_one jn", "b", "B", "${a} = 'ja'"),
        ("select_one jn", "c", "C", "${d} = 'ja'"),
        ("text", "e", "E", "selected(${b}, 'kanske')"),
    )
    found = read(content)
    assert not any("if" in row for row in found.definition["questions"])
    said = "\n".join(found.left)
    assert said.count("ställs till alla") == 3
    assert "”d”, som inte kom med" in said


def test_a_row_that_only_has_a_hint_and_a_group_that_is_no_table():
    content = book(
        [
            ("type", "name", "label", "hint", "appearance", "default", "lofte", "relevant"),
            ("begin group", "g", "G", "", "table-list", "", "[1]"),
            ("text", "a", "", "Skriv här", "", "x", "{trasig"),
            ("end group", ""),
            ("begin group", "h", "H", "", "table-list"),
            ("select_multiple jn", "b", "B"),
            ("end group", ""),
            ("begin group", "i", "I", "", "table-list"),
            ("select_one jn", "c", "C"),
            ("select_one jn", "e", "E", "", "", "", "", "selected(${b}, 'ja')"),
            ("end group", ""),
        ]
    )
    found = read(content)
    rows = found.definition["questions"]
    assert [row["kind"] for row in rows] == ["text", "multiple", "matrix"]
    assert rows[0]["text"] == {"sv": "a"}
    said = "\n".join(found.left)
    for part in ("saknar text", "kolumnen ”default”", "”G” är borta", "villkoret på en rad"):
        assert part in said


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("selected(${a}, 'x')", ("a", ["x"])),
        ("selected(${a},\"x\") or selected(${a}, 'y')", ("a", ["x", "y"])),
        ("(${a} = 'x') or ${ a }='y'", ("a", ["x", "y"])),
        ("${a} = 'x' or ${b} = 'y'", None),
        ("${a} = 'x' and ${b} = 'y'", None),
        ("not(selected(${a}, 'x'))", None),
        ("${a} != 'x'", None),
        ("${a} > 3", None),
    ],
)
def test_one_question_and_its_answers_is_all_that_we_ask(expression, found):
    assert relevant.read(expression) == found


@pytest.mark.parametrize(
    ("name", "code"),
    [("Svenska (sv)", "sv"), ("English", "en"), ("Arabic (ar-SA)", "ar"), ("Français (fr)", "")],
)
def test_a_heading_tells_its_language(name, code):
    assert language_of(name) == code


A = ("select_one jn", "a", "A")
BAD = {
    "inte xlsx": (b"inte en arbetsbok", "ingen Excel-arbetsbok"),
    "en tom fil": (b"", "ingen Excel-arbetsbok"),
    "utan flik": (book([("x",)], name="frågor"), "survey"),
    "okänd typ": (sheet(("hologram", "a", "A")), "Rad 2: ”hologram” är ingen typ"),
    "samma namn": (sheet(A, ("text", "a", "B")), "Rad 3: namnet ”a” står också på rad 2"),
    "bruten": (sheet(A, ("text", "b", "B", "${zzz} = 'ja'")), "”zzz”, som inte finns i filen"),
    "en ring": (
        sheet((*A, "${b} = 'ja'"), ("select_one jn", "b", "B", "${a} = 'ja'")),
        "Rad 2: villkoret beror på ”b”",
    ),
    "sig själv": (sheet(("select_one jn", "a", "A", "${a} = 'ja'")), "inte har ställts än"),
    "svar saknas": (sheet(("select_one finns_ej", "a", "A")), "pyxform säger"),
    "ej stängd": (sheet(("begin group", "g", "G"), A), "pyxform säger"),
    "trasigt uttryck": (sheet(A, ("text", "b", "B", "${a = 'ja'")), "pyxform säger"),
    "bara dolt": (sheet(("start", "s", ""), ("date", "d", "Dag")), "ingen fråga som Löfte"),
    "många": (sheet(*(("text", f"f{n}", "F") for n in range(101))), "fler än 100 frågor"),
    "tiotusen": (sheet(*(("text", f"f{n}", "F") for n in range(10_000))), "10002 rader"),
    "lång text": (sheet(("text", "a", "x" * 2_001)), "följer inte mallen"),
    "dubbla svar": (
        sheet(A, choices=[*YES_NO, ("jn", "ja", "Ja igen")]),
        "pyxform säger",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_answered_with_a_sentence(case):
    content, said = BAD[case]
    with pytest.raises(Refused, match=re.escape(said)) as refusal:
        read(content)
    assert "Ingenting" in str(refusal.value)


def test_a_file_that_is_too_large_is_not_unpacked():
    import zipfile

    with pytest.raises(Refused, match="5 MB"):
        read(b"x" * 5_000_001)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    with pytest.raises(Refused, match="60 MB"):
        read(stream.getvalue())


def test_a_zip_that_is_no_workbook():
    import zipfile

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("xl/workbook.xml", b"<trasig")
    with pytest.raises(Refused, match="går att läsa"):
        read(stream.getvalue())


def test_an_empty_row_between_questions_is_nothing():
    assert len(read(sheet(A, ("",), ("text", "b", "B"))).left) == 0
