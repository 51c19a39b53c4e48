"""Rows of a kommun are never read without saying who looks."""

import pytest
from django.db.models import Model

from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet, Unscoped
from tests.structure import house

OPEN = {
    "IncidentCategory": "reached through an incident that was itself asked for",
    "FavouritePlace": "a person's own, reached through the person",
}


def reaches_a_kommun(model: type[Model], seen: frozenset[type] = frozenset()) -> bool:
    if model is Kommun:
        return True
    targets = {
        field.related_model
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    }
    return any(reaches_a_kommun(target, seen | {model}) for target in targets - seen - {model})


def models_of_a_kommun() -> list[type[Model]]:
    return [model for model in house.models() if reaches_a_kommun(model)]


@pytest.mark.parametrize("model", models_of_a_kommun(), ids=lambda model: model.__name__)
def test_reading_demands_a_viewer(model):
    if model.__name__ not in OPEN:
        assert isinstance(model._default_manager.get_queryset(), ScopedQuerySet)
        with pytest.raises(Unscoped):
            list(model._default_manager.all())


def test_the_exceptions_still_exist():
    assert set(OPEN) <= {model.__name__ for model in models_of_a_kommun()}


@pytest.mark.parametrize("read", ["count", "exists", "first", "iterator", "delete", "in_bulk"])
def test_no_way_of_reading_forgets_the_viewer(db, read):
    with pytest.raises(Unscoped):
        list(getattr(Kommun.objects.all(), read)())


def test_a_related_manager_demands_a_viewer_too(kommun):
    with pytest.raises(Unscoped):
        list(kommun.areas.all())


def test_what_belongs_to_another_kommun_is_not_there(outsider, kommun):
    for model in models_of_a_kommun():
        if model.__name__ not in OPEN and hasattr(model, "kommun_id"):
            rows = model._default_manager.visible_to(outsider).filter(kommun=kommun)
            assert not rows.exists(), model.__name__
