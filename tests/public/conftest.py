from tests.publishing.conftest import editions_dir

__all__ = ["editions_dir"]
