from tests.publishing.conftest import editions_dir
from tests.situation.conftest import confirmed, draft, frozen, send, town

__all__ = ["confirmed", "draft", "editions_dir", "frozen", "send", "town"]
