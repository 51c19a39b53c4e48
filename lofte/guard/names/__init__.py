"""What the rule for names knows: names, words that are names too, words beside a name."""
