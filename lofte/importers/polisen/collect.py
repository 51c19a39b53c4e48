"""One visit to the police's API: ask, remember that we asked, take in what came."""

from dataclasses import dataclass
from pathlib import Path

from lofte.audit.actions import Actor
from lofte.importers.polisen import journal
from lofte.importers.polisen.actions import follow
from lofte.importers.polisen.client import Client, Fetch
from lofte.importers.polisen.feed import Answer, Digest


@dataclass(frozen=True, slots=True)
class Visit:
    """How the call went, and what the answer meant if one came."""

    fetch: Fetch
    digest: Digest | None = None


def collect(*, client: Client, memory: Path, by: Actor) -> Visit:
    """Safe to run at any interval: the limits are kept by the file `memory`."""
    client.memory = journal.load(memory, address=client.address)
    fetch = client.fetch()
    journal.save(memory, client.memory, address=client.address)
    if fetch.reading is None:
        return Visit(fetch)
    return Visit(fetch, follow(answer=Answer(fetch.at, fetch.reading.events), by=by))
