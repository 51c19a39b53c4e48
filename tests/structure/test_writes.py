"""Every write is an audited action: keyword-only, with `by`; nothing else writes."""

import ast
from pathlib import Path

import pytest
from django.db.models import Manager

from tests.structure import house

ALWAYS = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{name}" for name in ALWAYS} | {"aupdate", "adelete", "_raw_delete"}
ON_ROWS = {"update", "delete"}  # dictionaries and files have these too
ON_RELATIONS = {"add", "set", "remove", "clear"}  # so have sets
READS_ROWS = {"objects", "directory", "unscoped", "visible_to", "filter", "exclude", "all", "get"}

# where something else than a row of ours is written, or where writing is the module's purpose
NOT_ROWS = {
    "lofte/audit/models.py": "the audit's own row: save() refuses to change it",
    "lofte/incidents/photos/reading.py": "saves a picture as a file",
    "lofte/people/sessions.py": "Django's own table of sign-ins",
}
NOBODY_YET = {"accept_invitation": "whoever holds the key becomes who acts"}


def is_action_module(file: Path) -> bool:
    """`actions.py`, or a module of an `actions/` folder in a room that outgrew one file."""
    return file.stem == "actions" or "actions" in file.relative_to(house.PACKAGE).parts


def relation_names() -> set[str]:
    """Attributes of our models that are managers: `party.kommuner`, `kommun.areas`."""
    return {
        name
        for model in house.models()
        for name in dir(model)
        if not name.startswith("_") and is_manager(model, name)
    }


def is_manager(model: type, name: str) -> bool:
    found = model.__dict__.get(name)
    manager = getattr(type(found), "related_manager_cls", None)
    return manager is not None or isinstance(found, Manager)


def chain(node: ast.expr) -> list[str]:
    """The names of `a.b(...).c` from the right: c, b, a."""
    names: list[str] = []
    current: ast.expr | None = node
    while current is not None:
        if isinstance(current, ast.Attribute):
            names.append(current.attr)
            current = current.value
        elif isinstance(current, ast.Call | ast.Subscript):
            current = current.func if isinstance(current, ast.Call) else current.value
        else:
            names.append(current.id if isinstance(current, ast.Name) else "")
            current = None
    return names


def writes(file: Path, relations: set[str]) -> list[ast.Call]:
    found = []
    imported = {name.rsplit(".", 1)[-1] for _, name in house.imports(file) if name.islower()}
    for node in ast.walk(house.tree(file)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        verb, receiver = node.func.attr, chain(node.func.value)
        if receiver == ["super"] or (len(receiver) == 1 and receiver[0] in imported):
            continue
        rows = bool(READS_ROWS & set(receiver))
        if (
            verb in ALWAYS
            or (verb in ON_ROWS and (rows or (verb == "delete" and not node.args)))
            or (verb in ON_RELATIONS and receiver[0] in relations)
        ):
            found.append(node)
    return found


def modules_that_may_not_write() -> list[Path]:
    return [
        f for f in house.modules() if not is_action_module(f) and house.shown(f) not in NOT_ROWS
    ]


@pytest.mark.parametrize("file", modules_that_may_not_write(), ids=house.shown)
def test_only_actions_write(file):
    found = [house.shown(file, node) for node in writes(file, relation_names())]
    assert not found, "move the write into the room's actions.py"


def public_functions() -> list[tuple[Path, ast.FunctionDef]]:
    return [
        (file, node)
        for file in house.modules()
        if is_action_module(file)
        and house.shown(file) != "lofte/audit/actions.py"  # defines what an action is
        for node in house.tree(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def function_name(value: object) -> str:
    if isinstance(value, ast.FunctionDef):
        return value.name
    return house.shown(value) if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("file", "function"), public_functions(), ids=function_name)
def test_an_action_is_audited_and_says_who_acts(file, function):
    arguments = function.args
    keywords = {argument.arg for argument in arguments.kwonlyargs}
    audited = "action" in [chain(d)[0] for d in function.decorator_list]
    assert audited or hands_over(function), "decorate it with @action"
    assert not arguments.args, "keyword-only"
    assert not arguments.posonlyargs
    assert not arguments.vararg
    assert "by" in keywords or function.name in NOBODY_YET, "who acts: `by`"


def hands_over(function: ast.FunctionDef) -> bool:
    """It may find nothing to do; otherwise it calls an action for the same person."""
    return any(
        isinstance(node, ast.Call)
        and any(k.arg == "by" and ast.unparse(k.value) == "by" for k in node.keywords)
        for node in ast.walk(function)
    )


def test_nothing_happens_behind_the_reader():
    """No Django signals; no save() or delete() that does more than refuse."""
    found = []
    for file in house.modules():
        found += [house.shown(file, n) for n, name in house.imports(file) if "signals" in name]
        if house.shown(file) not in NOT_ROWS and file.name == "models.py":
            found += [house.shown(file, f) for f in house.functions(file) if f.name == "save"]
    assert not found


def test_the_search_for_writes_finds_them(tmp_path):
    file = tmp_path / "x.py"
    file.write_text(
        "row.save()\nParty.objects.create(a=1)\nrows.filter(x=1).update(y=2)\nrow.delete()\n"
        "party.kommuner.add(kommun)\nParty.objects.visible_to(u).delete()\n"
        "seen.add(1)\nfigures.update(a=1)\ncache.delete('key')\ndigest.update(b'')\n"
    )
    assert [node.lineno for node in writes(file, relation_names())] == [1, 2, 3, 4, 5, 6]
