"""The promise on paper."""
