"""Numbers as the manual writes them."""


def number(value, digits=2):
    return f"{value:.{digits}f}".replace(".", ",")


def small(value):
    return number(value, 4) if value >= 0.0001 else "mindre än 0,0001"
