"""Rooms look only downward; the linter holds the imports, these tests hold what it cannot see."""

import pytest
from django.db.models import Field

from tests.structure import house


def foreign_keys() -> list[Field]:
    return [
        field
        for model in house.models()
        for field in model._meta.get_fields(include_hidden=True)
        if getattr(field, "remote_field", None)
        and not field.auto_created
        and field.related_model.__module__.startswith("lofte.")
    ]


def named(field: Field) -> str:
    return f"{field.model.__name__}.{field.name}"


def room_has_code(room: str) -> bool:
    return any(file.name != "__init__.py" for file in (house.PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("field", foreign_keys(), ids=named)
def test_a_foreign_key_points_to_the_same_room_or_a_lower_one(field):
    here, there = house.room_of(field.model), house.room_of(field.related_model)
    assert here == there or house.height()[here] > house.height()[there]


@pytest.mark.parametrize("field", foreign_keys(), ids=named)
def test_a_lower_room_gets_no_name_for_what_points_at_it(field):
    if house.room_of(field.model) != house.room_of(field.related_model):
        assert field.remote_field.related_name.endswith("+"), 'related_name="+" across rooms'


def test_every_room_has_a_floor():
    assert set(house.rooms()) <= set(house.height())


def test_nothing_imports_the_list_of_tables():
    found = [
        house.shown(file, node)
        for file in house.modules()
        for node, name in house.imports(file)
        if name.startswith("lofte.models")
    ]
    assert not found


@pytest.mark.parametrize("room", [room for room in house.rooms() if room_has_code(room)])
def test_a_room_says_what_it_is_for_in_a_few_lines(room):
    if room in {"templatetags", "management", "project"}:
        return  # named by Django, described in docs/structure.md
    readme = house.PACKAGE / room / "README.md"
    assert readme.exists(), "what the room is for, its noun, its verbs, whom it reads"
    assert len(readme.read_text().splitlines()) <= 8
