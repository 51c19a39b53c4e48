"""The first time on a machine the methods are made into machine code, which takes a while."""

from pathlib import Path

from lofte.analysis.kernels.streams import stream

SENTENCE = (
    "Första gången på den här datorn: räknekoden förbereds. Det tar några sekunder, och bara den "
    "här gången."
)


def first_use() -> str:
    """What to say before the work begins; "" when the code has been kept from an earlier time."""
    stats = getattr(stream, "stats", None)
    if stats is None:  # compilation is turned off
        return ""
    kept = stats.cache_path
    return "" if kept and any(Path(kept).glob("*.nbi")) else SENTENCE
