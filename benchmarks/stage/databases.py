"""Which database a run is against: SQLite in a file, or a PostgreSQL of its own."""

import uuid

NAMES = {False: "SQLite", True: "PostgreSQL"}


def own_database() -> str:
    import psycopg

    from tests.postgres import url

    name, base = f"stage_{uuid.uuid4().hex[:8]}", url().rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"
