from lofte.management.setup import SetupCommand


class Command(SetupCommand):
    help = "Läs in parter från en fil."
    kind = "parter"
