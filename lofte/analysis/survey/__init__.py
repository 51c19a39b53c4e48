"""Sample surveys: estimates with errors. Open surveys: counts of those who answered, nothing more.

The two modes are two types. What needs a sample takes a `Sample`; an `Open` is refused.
"""
