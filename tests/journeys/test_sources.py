"""What others know comes in: a file with questions, through the dialogue."""

from pathlib import Path

from playwright.sync_api import expect

WORK = "/arbete/lyckeberga/"


def write_register(path: Path) -> None:
    """Is 05/09 a day in May or in September? The file cannot tell."""
    rows = [
        f"B{n};{n % 9 + 1:02d}/{n % 8 + 1:02d}/2026 {n % 24:02d}:15;Klotter;"
        f"{59.05 + n / 10000:.5f};{16.05 + n / 10000:.5f}"
        for n in range(30)
    ]
    path.write_text("\n".join(["nr;tid;typ;lat;lon", *rows]) + "\n", encoding="utf-8")


def test_a_file_is_looked_at_asked_about_and_taken_in(signed_in, tmp_path, axe, screenshot):
    file = tmp_path / "bostadsbolaget.csv"
    write_register(file)
    page = signed_in("samordnare")
    page.goto(f"{WORK}kallor/")
    page.get_by_role("link", name="Läs in en fil").click()
    page.get_by_label("Källans namn").fill("Bostadsbolagets skador")
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name="Titta på filen").click()
    expect(page.get_by_role("main")).to_contain_text("Inget är sparat än")
    axe(page)
    screenshot(page, "import", height=1280)
    questions = page.get_by_role("region", name="Det här vet bara du")
    expect(questions).to_be_visible()
    expect(questions).to_contain_text("dagen eller månaden först")
    questions.get_by_role("radio", name="månaden först").check()
    page.get_by_role("button", name="Läs in allt").click()
    expect(page.get_by_role("heading", name="Bostadsbolagets skador", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("30 rader: 30 nya")
    expect(page.get_by_role("main")).to_contain_text("2026-01-01 till 2026-09-03")
