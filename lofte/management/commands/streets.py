from lofte.management.setup import SetupCommand


class Command(SetupCommand):
    help = "Läs in gator från en fil."
    kind = "gator"
