from lofte.management.setup import SetupCommand


class Command(SetupCommand):
    help = "Läs in adresser från en fil."
    kind = "adresser"
