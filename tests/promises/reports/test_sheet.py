"""The sheet: out and in again without loss, and nothing changes before somebody has said yes."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party
from lofte.people.states import Role
from lofte.promises.follow_up.actions import judge, tell_outcome
from lofte.promises.follow_up.models import FollowUp, Outcome
from lofte.promises.inputs import FollowUpFacts, OutcomeFacts
from lofte.promises.queries import results_of
from lofte.promises.reports.actions import take_in
from lofte.promises.reports.differences import differences
from lofte.promises.reports.sheet import FILLED, SHEET, BadSheet, read, write
from tests import cast
from tests.promises.drafts import commit, draft, sign

DAY = date(2026, 5, 3)


@pytest.fixture
def points(promise, party, police_party):
    made = [
        commit(promise, party, text="Vi byter lampor"),
        commit(promise, police_party, text="=Vi går trygghetsvandringar"),
    ]
    sign(promise, party, police_party)
    outcome = OutcomeFacts(
        name="Vandringar", kind="activity", comparator="~", value=Decimal("3.5"), source="Loggen"
    )
    verdict = FollowUpFacts(
        on=DAY, verdict="under_way", party=police_party, text="Vi är i gång.", source="Passet"
    )
    promise.refresh_from_db()
    tell_outcome(promise=promise, commitment=made[1], facts=outcome, by=SYSTEM)
    judge(commitment=made[1], facts=verdict, by=SYSTEM)
    return made


def out(promise):
    return write(results_of(promise, today=DAY))


def filled_in(content, *, line=3, **cells):
    """The sheet with some cells of the second commitment written over, by heading."""
    book = load_workbook(BytesIO(content))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(line, at[FILLED.get(name, name)]).value = value
    return saved(book)


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def changed(promise, content):
    return differences(results_of(promise, today=DAY), read(content))


def taken_in(promise, content, by):
    return take_in(promise=promise, filled=read(content), by=by, today=DAY)


def test_out_and_in_again_changes_nothing(promise, points):
    assert changed(promise, out(promise)) == []


def test_words_are_words_and_never_a_formula(promise, points):
    sheet = load_workbook(BytesIO(out(promise)))[SHEET]
    text = next(cell for row in sheet for cell in row if str(cell.value).startswith("=Vi"))
    assert text.data_type == "s"


def test_what_a_leader_fills_in_is_shown_and_then_kept(promise, points, police):
    content = filled_in(
        out(promise),
        value=5,
        comparator="precis",
        last_day=datetime(2026, 5, 1),
        verdict="Hållet",
        told="Alla vandringar är gjorda.",
    )
    (one,) = changed(promise, content)
    said = {change.heading: (change.before, change.after) for change in one.changes}
    assert said["Utfall (tal)"] == ("3,5", "5")
    assert said["Gjordes det?"] == ("pågår", "hållet")
    assert said["Räknat till och med"] == ("", "2026-05-01")
    assert "Källa" not in said
    assert taken_in(promise, content, police) == 1
    came = results_of(promise, today=DAY)[1]
    assert [row.value for row in came.outcomes] == [Decimal("5.00")]
    assert came.outcomes[0].source == "Loggen"
    assert came.standing.text == "Alla vandringar är gjorda."
    assert came.standing.corrects.text == "Vi är i gång.", "the old judgement stays to be read"
    assert Outcome.objects.unscoped("test").exclude(withdrawn_at=None).count() == 1
    assert changed(promise, out(promise)) == []


def test_columns_may_be_moved_but_not_taken_away(promise, points):
    book = load_workbook(BytesIO(out(promise)))
    sheet = book[SHEET]
    for row in sheet.iter_rows():
        row[2].value, row[4].value = row[4].value, row[2].value
    assert changed(promise, saved(book)) == []
    sheet.delete_cols(5)
    with pytest.raises(BadSheet, match="Kolumnen ”Mål” saknas"):
        read(saved(book))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"value": "många"}, "inget tal"),
        ({"value": "-1"}, "från noll"),
        ({"value": "=1+1"}, "är en formel"),
        ({"last_day": "i våras"}, "ingen dag"),
        ({"verdict": "bra"}, "Välj något av"),
        ({"told": "x" * 4001}, "högst 4000 får plats"),
        ({"Nyckel": "ny"}, "saknar nyckel"),
        ({"Nyckel": 1}, "på två rader|hör inte till"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell(promise, points, cells, why):
    if cells.get("Nyckel") == 1:
        cells = {"Nyckel": points[0].pk}
    with pytest.raises(BadSheet, match=why):
        changed(promise, filled_in(out(promise), **cells))


def test_another_file_is_no_sheet(promise, points):
    for content in (b"hej", b"PK\x03\x04" + b"x" * 200, b"x" * 5_000_001):
        with pytest.raises(BadSheet):
            read(content)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_that_was_cut_off_is_no_sheet(promise, points, name):
    whole, cut = ZipFile(BytesIO(out(promise))), BytesIO()
    with ZipFile(cut, "w") as archive:
        for one in whole.namelist():
            content = whole.read(one)
            archive.writestr(one, content[: len(content) // 2] if one == name else content)
    with pytest.raises(BadSheet, match="inget Excelblad"):
        read(cut.getvalue())


def test_a_workbook_with_damaged_bytes_is_no_sheet(promise, points):
    content = out(promise)
    start = content.index(b"xl/worksheets/sheet1.xml") + 60
    damaged = content[:start] + b"\xff" * 40 + content[start + 40 :]
    with pytest.raises(BadSheet, match="inget Excelblad"):
        read(damaged)


def test_a_chart_by_the_name_of_the_sheet_is_no_sheet():
    book = Workbook()
    book.create_chartsheet(SHEET).add_chart(BarChart())
    with pytest.raises(BadSheet, match="är ett diagram"):
        read(saved(book))


def test_a_row_that_changed_meanwhile_is_not_written_over(promise, points, police, police_party):
    content = filled_in(out(promise), verdict="hållet")
    facts = FollowUpFacts(
        on=DAY, verdict="stalled", party=police_party, text="Det stannade.", source="Passet"
    )
    judge(commitment=points[1], facts=facts, by=SYSTEM)
    (one,) = changed(promise, content)
    assert one.stale
    with pytest.raises(BadSheet, match="har ändrats sedan bladet hämtades"):
        taken_in(promise, content, police)
    assert FollowUp.objects.unscoped("test").count() == 2


def test_all_or_none(promise, points, police):
    book = load_workbook(BytesIO(filled_in(out(promise), told="Nytt läge.")))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at[FILLED["told"]]).value = "En bedömning utan svar på om det gjordes."
    with pytest.raises(BadSheet, match="Gjordes det"):
        taken_in(promise, saved(book), police)
    assert FollowUp.objects.unscoped("test").count() == 1


def test_through_the_pages(promise, points, police):
    client = cast.signed_in(police)
    home = f"/arbete/lyckeberga/loften/{promise.pk}/uppfoljning/blad"
    asked = client.get(f"{home}.xlsx")
    assert asked["Content-Type"].startswith("text/html"), "first it says what leaving means"
    given = client.post(f"{home}.xlsx", {"receiver": "group"})
    content = filled_in(given.content, reason="Personalbrist i våras.")
    file = SimpleUploadedFile("blad.xlsx", content)
    shown = client.post(f"{home}/", {"file": file}).content.decode()
    assert "Personalbrist i våras." in shown
    sheet = shown.split('name="sheet" value="')[1].split('"')[0]
    points[1].refresh_from_db()
    assert points[1].not_met_reason == ""
    done = client.post(f"{home}/", {"sheet": sheet}, follow=True).content.decode()
    assert "Bladet är inläst." in done
    points[1].refresh_from_db()
    assert points[1].not_met_reason == "Personalbrist i våras."
    forged = client.post(f"{home}/", {"sheet": f"{sheet}x"}, follow=True).content.decode()
    assert "legat för länge" in forged
    bad = client.post(f"{home}/", {"file": SimpleUploadedFile("x.xlsx", b"hej")})
    assert bad.status_code == 422
    assert "inget Excelblad" in bad.content.decode()


def test_whoever_only_reads_gets_no_sheet(promise, points, reviewer):
    client = cast.signed_in(reviewer)
    home = f"/arbete/lyckeberga/loften/{promise.pk}/uppfoljning/blad"
    assert client.get(f"{home}.xlsx").status_code == 403
    assert client.get(f"{home}/").status_code == 403


def test_a_judgement_without_a_source_of_its_own_says_who_read_in_the_sheet_and_when(
    promise, points, leader
):
    content = out(promise)
    book = load_workbook(BytesIO(content))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at[FILLED["verdict"]]).value = "Pågår"
    sheet.cell(2, at[FILLED["told"]]).value = "Halva gatan är klar."
    taken_in(promise, saved(book), leader)
    (standing,) = results_of(promise, today=DAY)[0].follow_ups
    party = leader.identity().party
    assert standing.source == f"Uppföljningsbladet, inläst 2026-05-03 av {party}"
    assert leader.name in standing.told_by


def test_a_verdict_with_its_source_needs_no_figure(promise, points, leader):
    """And the source belongs to the verdict: there is no figure that it could be of."""
    content = filled_in(
        out(promise), line=2, verdict="Pågår", told="Halva gatan är klar.", source="Driftmötet"
    )
    assert taken_in(promise, content, leader) == 1
    came = results_of(promise, today=DAY)[0]
    assert (came.standing.text, came.standing.source) == ("Halva gatan är klar.", "Driftmötet")
    assert came.outcomes == []
    assert changed(promise, out(promise)) == []


def test_a_source_alone_is_of_the_judgement_that_stands(promise, points, leader):
    first = filled_in(out(promise), line=2, verdict="Hållet", source="Driftmötet")
    taken_in(promise, first, leader)
    taken_in(promise, filled_in(out(promise), line=2, source="Besiktningen"), leader)
    standing = results_of(promise, today=DAY)[0].standing
    assert (standing.verdict, standing.source) == ("kept", "Besiktningen")
    assert standing.corrects.source == "Driftmötet"


def test_what_happened_can_be_told_anew_without_losing_where_the_verdict_came_from(
    promise, points, police
):
    """The figure has a source of its own, which is not the judgement's."""
    taken_in(promise, filled_in(out(promise), told="Hälften är gjort."), police)
    came = results_of(promise, today=DAY)[1]
    assert (came.standing.text, came.standing.source) == ("Hälften är gjort.", "Passet")
    assert [row.source for row in came.outcomes] == ["Loggen"]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"last_day": datetime(2026, 5, 1)}, "dagarna står utan utfall"),
        ({"source": "Driftmötet"}, "Gjordes det"),
        ({"verdict": "Delvis hållet"}, "Skriv regeln"),
        ({"verdict": "Inte hållet"}, "Skriv skälet"),
    ],
)
def test_what_is_refused_is_told_with_its_row(promise, points, leader, cells, why):
    content = filled_in(out(promise), line=2, **cells)
    with pytest.raises(BadSheet, match=f"”Vi byter lampor”.*{why}"):
        taken_in(promise, content, leader)


@pytest.fixture
def shared(kommun, other_kommun, party):
    """Kept by one kommun, with a point of its own and one of the other's."""
    other_party = cast.make_party(other_kommun)
    promise = draft(kommun, party, other_party, kommuner=(other_kommun,))
    commit(promise, party, text="Vi byter lampor")
    commit(promise, other_party, text="Grannby röjer sly")
    sign(promise, party, other_party)
    return promise


@pytest.fixture
def partner(other_kommun):
    own = Party.objects.unscoped("test").get(kommuner=other_kommun)
    return cast.make_user(other_kommun, own, Role.COORDINATOR, name="Greta Granne")


def test_a_partner_judges_its_own_point_in_a_sheet_of_a_promise_that_another_keeps(shared, partner):
    content = filled_in(out(shared), verdict="Hållet", told="Slyet är borta.")
    assert taken_in(shared, content, partner) == 1
    standing = results_of(shared, today=DAY)[1].standing
    assert (standing.verdict, standing.party.name) == ("kept", partner.identity().party)


def test_a_partner_judges_nobody_elses_point_in_a_sheet(shared, partner):
    content = filled_in(out(shared), line=2, verdict="Hållet", told="Lamporna är bytta.")
    with pytest.raises(BadSheet, match=r"Vi byter lampor.* som lovade"):
        taken_in(shared, content, partner)
