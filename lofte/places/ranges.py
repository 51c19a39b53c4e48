"""A file handed out whole or in the part that a map asks for (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 1 << 16


def hand_out(request: HttpRequest, path: Path, *, tag: str, kind: str) -> HttpResponse:
    """`tag` names the content: the same tag, the same bytes."""
    etag, size = f'"{tag}"', path.stat().st_size
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        part = _part(request, etag, size)
        if part is None:
            response = FileResponse(path.open("rb"), content_type=kind)  # type: ignore[assignment]
        elif part[0] >= part[1]:
            response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        else:
            response = _some(path, part, size, kind)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """(start, stop) of the one range asked for; None = the whole file."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or not any(found.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _some(path: Path, part: tuple[int, int], size: int, kind: str) -> HttpResponse:
    start, stop = part
    response = StreamingHttpResponse(_read(path, start, stop), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    return response  # type: ignore[return-value]


def _read(path: Path, start: int, stop: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(start)
        while start < stop and (piece := stream.read(min(_PIECE, stop - start))):
            start += len(piece)
            yield piece
