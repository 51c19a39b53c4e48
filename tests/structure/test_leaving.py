"""What leaves the group says first what that means: every page that gives out a file asks."""

from tests.structure import house

ASKS_NOT = {
    "lofte/importers/web/views.py": "the person's own file, or the rows of it that were refused",
    "lofte/dialogue/printing/views.py": "a poster and a blank form: open to everybody",
    "lofte/dialogue/xlsform/views.py": "the questions only, as everybody who is asked reads them",
    "lofte/dialogue/sampling/views.py": "codes for letters that are about to be printed, told once",
    "lofte/public/views.py": "it is public already: an edition that was let out",
    "lofte/promises/signing/views.py": "the text that the parties sign, and that is published",
}


def test_every_file_that_is_handed_out_is_asked_for():
    silent = set()
    for file in house.modules():
        text = file.read_text()
        if "Content-Disposition" in text and "ask_first(" not in text:
            silent.add(house.shown(file))
    assert silent == ASKS_NOT.keys()
