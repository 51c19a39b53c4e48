"""The table of classes, sentence by sentence. `row` holds 1 (hot), -1 (cold), 0, oldest first."""


def new(hot):
    return hot[-1] and not any(hot[:-1])


def consecutive(hot):
    run = 0
    while run < len(hot) and hot[len(hot) - 1 - run]:
        run += 1
    return run >= 2 and not any(hot[: len(hot) - run]) and share(hot) < 0.9


def intensifying(hot, rises):
    return hot[-1] and share(hot) >= 0.9 and rises == 1


def diminishing(hot, rises):
    return hot[-1] and share(hot) >= 0.9 and rises == -1


def persistent(hot, rises):
    return hot[-1] and share(hot) >= 0.9 and rises == 0


def historical(hot):
    return not hot[-1] and len(hot) > 1 and share(hot[:-1]) >= 0.9


def oscillating(hot, cold):
    return hot[-1] and any(cold) and share(hot) < 0.9


def sporadic(hot, cold):
    return hot[-1] and not any(cold) and share(hot) < 0.9


def share(hot):
    # sums of booleans are whole, and 0.9 n is compared in whole numbers
    return 0.9 if 10 * sum(hot) == 9 * len(hot) else sum(hot) / len(hot)


def kind(row, rises):
    """The name of the class, "cold ..." for cold."""
    warm, cool = [state == 1 for state in row], [state == -1 for state in row]
    sides = (("", warm, cool, rises), ("cold ", cool, warm, -rises))
    rules = (
        ("new", lambda own, other, trend: new(own)),
        ("consecutive", lambda own, other, trend: consecutive(own)),
        ("intensifying", lambda own, other, trend: intensifying(own, trend)),
        ("diminishing", lambda own, other, trend: diminishing(own, trend)),
        ("persistent", lambda own, other, trend: persistent(own, trend)),
        ("historical", lambda own, other, trend: historical(own)),
        ("oscillating", lambda own, other, trend: oscillating(own, other)),
        ("sporadic", lambda own, other, trend: sporadic(own, other)),
    )
    for name, rule in rules:
        for side, own, other, trend in sides:
            if rule(own, other, trend):
                return side + name
    return "none"
