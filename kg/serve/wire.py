"""What a server and its workers say to each other over a socket: JSON, then bytes, or an open file."""

import json
import os
import socket
import struct
import tempfile
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

_HEAD = struct.Struct("!II")
INLINE = 1 << 20
"""Bytes of an answer that go over the socket; larger ones lie in a file that has no name."""


class Spool:
    """An open file without a name; it is gone when nobody holds this any more.

    Attributes:
        size: bytes in the file.
    """

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self.size = size

    def read(self, start: int, length: int) -> bytes:
        """Return the bytes from ``start`` on; several may read at once."""
        return os.pread(self._descriptor, length, start)

    def __del__(self) -> None:
        os.close(self._descriptor)


def spool(*, in_memory: bool = True) -> BinaryIO:
    """Open an empty file without a name; ``in_memory``: as long as it is small it is no file yet."""
    made = tempfile.SpooledTemporaryFile(INLINE) if in_memory else tempfile.TemporaryFile()  # noqa: SIM115
    return cast("BinaryIO", made)


def send(channel: socket.socket, said: Mapping[str, object], body: bytes = b"") -> None:
    """Send a message."""
    head = json.dumps(said).encode()
    channel.sendall(_HEAD.pack(len(head), len(body)) + head + body)


def send_file(channel: socket.socket, said: Mapping[str, object], file: BinaryIO) -> None:
    """Send a message and an open file, or what is in it, if that is little."""
    size = file.seek(0, os.SEEK_END)
    if size <= INLINE:
        file.seek(0)
        send(channel, {**said, "spooled": None}, file.read())
        return
    file.flush()
    send(channel, {**said, "spooled": size})
    socket.send_fds(channel, [b"f"], [file.fileno()])


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes | Spool] | None:
    """Return the next message; None when there is nobody at the other end.

    Raises:
        TimeoutError: the time of the socket is up.
    """
    head = _exactly(channel, _HEAD.size)
    if head is None:
        return None
    said_size, body_size = _HEAD.unpack(head)
    said, body = _exactly(channel, said_size), _exactly(channel, body_size)
    if said is None or body is None:
        return None
    message: dict[str, Any] = json.loads(said)
    if message.get("spooled") is None:
        return message, body
    _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    return (message, Spool(descriptors[0], message["spooled"])) if descriptors else None


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    pieces, missing = [], size
    while missing:
        try:
            piece = channel.recv(min(missing, 1 << 16))
        except ConnectionError:
            return None
        if not piece:
            return None
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
