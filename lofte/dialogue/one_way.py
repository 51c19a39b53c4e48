"""A yes that the database itself keeps: once true, a column is never false again."""

from typing import Any

from django.db.models.constraints import BaseConstraint

_SQLITE = """
CREATE TRIGGER "{name}" BEFORE UPDATE OF "{column}" ON "{table}"
WHEN OLD."{column}" AND NOT NEW."{column}"
BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{name}';
END $$;
CREATE TRIGGER "{name}" BEFORE UPDATE OF "{column}" ON "{table}" FOR EACH ROW
WHEN (OLD."{column}" AND NOT NEW."{column}") EXECUTE FUNCTION "{name}"()
"""


class OneWay(BaseConstraint):
    """A check sees one row at one time, so this one is a trigger: it sees what the row was."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        text = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        column = model._meta.get_field(self.field).column
        table = model._meta.db_table.removeprefix("new__")  # SQLite makes a table anew beside it
        return text.format(name=self.name, column=column, table=table)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing inside the table's own definition: the trigger comes when the table is there."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        on = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{model._meta.db_table}"'
        return f'DROP TRIGGER IF EXISTS "{self.name}"{on}'

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "") -> None:
        """Only the database knows what the row was."""

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"field": self.field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneWay) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))
