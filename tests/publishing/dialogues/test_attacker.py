"""The attacker reads a whole edition of the web and the sample form, and solves it as one system.

Every choice, every "not that choice", everyone who was led to a question and everyone who was not
is a cell. Whatever the edition tells ties them together; nobody that is few may be narrowed down.
"""

import random
from collections import Counter

import numpy as np
import pytest

from lofte.analysis.disclosure import Told, attack
from lofte.dialogue import actions as dialogues
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, CHOOSE_SEVERAL, is_asked
from lofte.dialogue.states import Format, Mode
from lofte.publishing.dialogues.content import content_of
from tests.dialogue.conftest import _today, planned
from tests.dialogue.results.conftest import send

__all__ = ["_today"]
pytestmark = pytest.mark.usefixtures("_today")
MINIMUM = 5


class Attacker:
    """Cells that are known by name; what is not known of one is between its bounds."""

    def __init__(self):
        self.at, self.low, self.high, self.sums = {}, [], [], []

    def cell(self, key, count=None, least=0):
        if key not in self.at:
            self.at[key] = len(self.low)
            self.low.append(float(least))
            self.high.append(np.inf)
        if count is not None:
            self.low[self.at[key]] = self.high[self.at[key]] = float(count)
        return self.at[key]

    def adds_up(self, total, *parts):
        self.sums.append((self.cell(total), tuple(self.cell(part) for part in parts)))

    def of(self, key):
        told = Told(np.array(self.low), np.array(self.high), tuple(self.sums))
        found = attack(told, [self.at[key]])
        return found.low[0], found.high[0]


def read(content, definition):
    """Everything that the edition ties together."""
    known, conditions = Attacker(), {q["code"]: q.get("if") for q in definition["questions"]}
    known.cell("all", content["answers"])
    for one in content["questions"]:
        of = (one["code"], one["row"])
        known.cell((*of, "base"), one["base"])
        known.cell((*of, "missing"), one["missing"])
        known.adds_up((*of, "led"), (*of, "base"), (*of, "missing"))
        lines = [(*of, line["code"]) for line in one["lines"]]
        for key, line in zip(lines, one["lines"], strict=True):
            if line["count"] is not None or one["base"] is not None:
                known.cell(key, line["count"], least=line["count"] is None)
            if one["several"]:
                known.adds_up((*of, "base"), key, (*key, "not"))
        if not one["several"]:
            known.adds_up((*of, "base"), *lines)
        condition = conditions[one["code"]]
        if condition is None:
            known.adds_up("all", (*of, "led"))
            continue
        parent = (condition["question"], "")
        leading = [(*parent, code) for code in condition["any"]]
        known.adds_up((*parent, "base"), (*of, "led"), (*of, "not led"))
        if next(q["several"] for q in content["questions"] if q["code"] == parent[0]):
            for key in leading:  # each of them is among those who were led on
                known.adds_up((*of, "led"), key, (*of, *key, "others"))
            known.adds_up((*of, "twice"), *leading)
            known.adds_up((*of, "twice"), (*of, "led"), (*of, "overlap"))
        else:
            known.adds_up((*of, "led"), *leading)
    return known


def truth(answers, definition):
    """How many there really are in each cell that somebody could be pointed out by."""
    real = Counter()
    for question in definition["questions"]:
        code = question["code"]
        if question["kind"] not in CHOOSE_ONE | CHOOSE_SEVERAL:
            continue
        for given in answers:
            if code not in given:
                continue
            chosen = {given[code]} if isinstance(given[code], str) else set(given[code])
            for option in question["options"]:
                inside = option["code"] in chosen
                if inside:
                    real[code, "", option["code"]] += 1
                elif question["kind"] in CHOOSE_SEVERAL:
                    real[code, "", option["code"], "not"] += 1
        if "if" in question:
            parent = question["if"]["question"]
            real[code, "", "not led"] = sum(
                parent in given and not is_asked(question, given) for given in answers
            )
    return real


def made_up(definition, chance, steep):
    """An answer of somebody who skips some questions and mostly agrees with the others."""
    given = {}
    for question in definition["questions"]:
        if question["kind"] not in CHOOSE_ONE | CHOOSE_SEVERAL or not is_asked(question, given):
            continue
        if chance.random() < 0.1:
            continue
        codes = [option["code"] for option in question["options"]]
        weights = [steep**-n for n in range(len(codes))]
        one = chance.choices(codes, weights)[0]
        if question["kind"] in CHOOSE_ONE:
            given[question["code"]] = one
        else:
            other = chance.choices(codes, weights)[0]
            given[question["code"]] = sorted({one, other})
    return given


@pytest.fixture
def told(kommun, coordinator):
    """What would be published of these answers, in either format, and what the form was."""

    def tell(format_, answers):
        definition = bank.starting(format_)
        form = dialogues.write_questionnaire(
            kommun=kommun, name="Bankens", definition=definition, by=coordinator
        )
        mode = Mode.SAMPLE if format_ == Format.SAMPLE else Mode.OPEN
        dialogue, codes = planned(form, coordinator, mode, format=format_), [""] * len(answers)
        if mode == Mode.SAMPLE:
            _, codes = dialogues.draw_stratum(
                dialogue=dialogue, name="Hela", population=900, drawn=200, by=coordinator
            )
        dialogues.open_(dialogue=dialogue, by=coordinator)
        for number, given in enumerate(answers):
            send(dialogue, number, codes[number], **given)
        ended = dialogues.end(dialogue=dialogue, by=coordinator)
        return content_of(ended, kommun, coordinator, suspected=True), definition

    return tell


def test_who_answers_no_is_not_told_by_the_question_that_follows_yes(told):
    answers = [{"kanner_loftet": "ja", "fatt_veta": "ja" if n < 20 else "nej"} for n in range(34)]
    answers += [{"kanner_loftet": "ja"}] * 3 + [{"kanner_loftet": "nej"}] * 3
    content, definition = told(Format.WEB, answers)
    known = read(content, definition)
    low, high = known.of(("kanner_loftet", "", "nej"))
    assert low <= 1
    assert high >= MINIMUM - 1


def test_who_was_not_led_on_is_not_told_where_no_choice_is_small(told):
    """Two were victims of nothing: no choice is small, but 38 of 40 were asked to go on."""
    of = ["vald", "stold", "inget"]
    answers = [{"utsatt": of, "anmalt": "ja" if n % 2 else "nej"} for n in range(20)]
    answers += [{"utsatt": of[:2], "anmalt": "ja"}] * 9 + [{"utsatt": of[1:], "anmalt": "nej"}] * 9
    answers += [{"utsatt": ["inget"]}] * 2 + [{}] * 3
    content, definition = told(Format.SAMPLE, answers)
    low, high = read(content, definition).of(("anmalt", "", "not led"))
    assert low <= 1
    assert high >= MINIMUM - 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("format_", [Format.WEB, Format.SAMPLE])
def test_nobody_in_a_small_group_is_computed_back_from_the_whole_edition(told, format_, seed):
    chance = random.Random(seed)
    definition = bank.starting(format_)
    answers = [
        made_up(definition, chance, 2.0 + 3 * seed) for _ in range(chance.choice([40, 60, 110]))
    ]
    content, _ = told(format_, answers)
    known = read(content, definition)
    small = {key: n for key, n in truth(answers, definition).items() if 0 < n < MINIMUM}
    assert small
    for key, n in small.items():
        if key not in known.at:
            continue
        low, high = known.of(key)
        assert low <= 1, (key, n, low, high)
        assert high >= MINIMUM - 1, (key, n, low, high)
