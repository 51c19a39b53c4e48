"""Where people feel unsafe and what happens there: marks of residents beside reported events.

Marks are mostly self-selected. They tell where those who answered feel unsafe, not how many of the
residents do, and that sentence goes with every result.
"""
