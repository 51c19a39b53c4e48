"""Is the picture any good? "Var nästa vecka" and plain counts, tried week by week on a register."""
