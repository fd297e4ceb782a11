"""A picture with nothing on it: it takes the place of one that was taken back."""

import struct
import zlib
from functools import lru_cache

WIDTH, HEIGHT = 640, 160
COLOUR = bytes.fromhex("F2EADC")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, TRUE_COLOUR = 8, 2


@lru_cache(maxsize=1)
def empty_picture() -> bytes:
    """A PNG of one colour, in a shape that Telegram takes as a photo."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, DEPTH, TRUE_COLOUR, 0, 0, 0)
    line = b"\x00" + COLOUR * WIDTH
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(line * HEIGHT, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
