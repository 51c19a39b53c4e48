"""`python -m benchmarks.guard [--show]`: what the guard finds, what it takes wrongly, how fast."""

import sys

from benchmarks.guard import measure, names, speed

if __name__ == "__main__":
    show = "--show" in sys.argv
    measure.report(show=show)
    names.report(measure.DATA / "swedish-ner" / "train_corpus.txt", show=show)
    speed.report()
