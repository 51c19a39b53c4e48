from lofte.management.setup import SetupCommand


class Command(SetupCommand):
    help = "Läs in platser från en fil."
    kind = "platser"
