"""The network between a phone and the server, for a journey to cut: a relay of TCP connections."""

import contextlib
import socket
import threading
from collections.abc import Callable


class Wire:
    """Whoever connects to `url` reaches the server, until the wire is cut.

    `lose_answer_and_cut`: the next POST (to an address with this in it) reaches the server, which
    answers; then the wire is cut. `hold`: POSTs to an address that ends so are slow, until `hurry`.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._cut = threading.Event()
        self._lose: bytes | None = None
        self._held = b""
        self._free = threading.Event()
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        self._cut.set()
        for end in list(self._open):
            _shut(end)

    def mend(self) -> None:
        self._cut.clear()

    def lose_answer_and_cut(self, to: str = "") -> None:
        self._lose = to.encode()

    def hold(self, to: str) -> None:
        self._free.clear()
        self._held = f"{to} HTTP".encode()

    def hurry(self) -> None:
        self._held = b""
        self._free.set()

    def close(self) -> None:
        self.hurry()
        self.cut()
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                threading.Thread(target=self._relay, args=(caller,), daemon=True).start()

    def _relay(self, caller: socket.socket) -> None:
        """One request and its answer at a time; the connection ends after it."""
        if self._cut.is_set():
            return _shut(caller)
        with contextlib.suppress(OSError), socket.create_connection(self._server) as server:
            self._open |= {caller, server}
            request = _message(caller.recv)
            first = request.partition(b"\r\n")[0]
            if self._held and first.startswith(b"POST") and self._held in first:
                self._free.wait()
            server.sendall(_closing(request))
            answer = b"".join(iter(lambda: server.recv(65536), b""))
            if first.startswith(b"POST") and self._lose is not None and self._lose in first:
                self._lose = None
                self.cut()
            elif not self._cut.is_set():
                caller.sendall(answer)
            self._open -= {caller, server}
        return _shut(caller)


def _message(receive: Callable[[int], bytes]) -> bytes:
    """A whole request: its head and as much body as the head says."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = receive(65536)
        if not part:
            return data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(line[15:])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += receive(65536)
    return head + b"\r\n\r\n" + body


def _closing(request: bytes) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
