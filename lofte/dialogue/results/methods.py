"""What reads and counts answers, as it is installed: a new version reads and counts anew."""

import hashlib
from functools import cache
from importlib.resources import files

PACKAGES = ("lofte.dialogue.results", "lofte.dialogue.questionnaires", "lofte.analysis.survey")


@cache
def methods() -> str:
    told = hashlib.sha256()
    for package in PACKAGES:
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith((".py", ".yaml")):
                told.update(file.read_bytes())
    return told.hexdigest()
