from argparse import ArgumentParser
from typing import Any

from django.urls import reverse

from lofte.management.setup import BY, SetupCommand
from lofte.people.invitations.letters import send
from lofte.people.refusals import LetterNotSent


class Command(SetupCommand):
    help = "Bjud in personer från en fil. Var och en får ett brev, eller länken här (--print)."
    kind = "personer"

    def ask(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", default="http://localhost:8000", help="webbplatsens adress, för länkarna"
        )
        parser.add_argument(
            "--print", action="store_true", help="skriv ut länkarna i stället för att skicka brev"
        )

    def done(self, result: Any, given: dict[str, Any]) -> None:
        def link(key: str) -> str:
            return given["site"].rstrip("/") + reverse("people:accept", args=[key])

        for invited in result:
            if given["print"]:
                self.stdout.write(f"{invited.invitation.email}: {link(invited.key)}")
                continue
            try:
                send(invited, by=BY, link=link)
            except LetterNotSent as refusal:
                self.stderr.write(str(refusal))
