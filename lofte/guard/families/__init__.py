"""One module per family of personal data; each has `find(text) -> Iterator[Span]`.

The text is folded (see `lofte.guard.fold`): plain digits, "-" as the only dash, " " as the only
space. A new family is a copy of its nearest sibling; nothing else is edited.
"""
