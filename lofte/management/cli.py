"""The `lofte` command: one line per act, a sentence and exit code 2 when it is refused."""

import os
import sys
from collections.abc import Sequence

REFUSED = 2
BROKEN = 1


def main(arguments: Sequence[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lofte.project.settings")
    argv = [sys.argv[0], *(sys.argv[1:] if arguments is None else arguments)]
    if len(argv) == 1 or (argv[1] in {"help", "--help", "-h"} and len(argv) == 2):
        print(_overview())
        return
    sys.exit(_run(argv))


def _run(argv: list[str]) -> int:
    try:
        return _guard(argv[2:]) if argv[1] == "guard" else _django(argv)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except KeyboardInterrupt:
        print("Avbrutet. Inget sparades av det som pågick.", file=sys.stderr)
        return 130


def _guard(arguments: list[str]) -> int:
    """Reads texts and nothing else, so Django need not start."""
    from lofte.management import guarding

    return guarding.main(arguments)


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    from lofte.audit.refusals import Refused

    try:
        execute_from_command_line(argv)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except (OperationalError, ProgrammingError) as error:
        return _no_database(error)
    return 0


def _no_database(error: Exception) -> int:
    if os.environ.get("LOFTE_DEBUG"):
        raise error
    print(
        "Databasen svarar inte som den ska: den finns inte, är låst eller är av en äldre version. "
        "Inget sparades. Kör `lofte migrate` och försök igen. "
        f"({type(error).__name__}: {str(error).splitlines()[0]})",
        file=sys.stderr,
    )
    return BROKEN


def _overview() -> str:
    import django
    from django.apps import apps
    from django.core.management import get_commands, load_command_class

    django.setup()
    own = sorted(
        name for name, app in get_commands().items() if app == apps.get_app_config("lofte").name
    )
    lines = ["Löfte. Kommandon (lofte KOMMANDO --help för mer):", ""]
    lines += [f"  {name:<14} {load_command_class('lofte', name).help}" for name in own]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
