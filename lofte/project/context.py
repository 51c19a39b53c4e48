"""What every page needs to know about the site it stands on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"is_demo": settings.DEMO}
