"""Hostile files: what must be refused, and what may be kept once it is harmless."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

SCRIPT = b"<script>alert(1)</script>"


def picture(form: str = "PNG") -> bytes:
    """A small honest picture."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, form)
    return out.getvalue()


def png_bomb() -> bytes:
    """A PNG of a few bytes that says it has ten thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def packed(**names: bytes) -> bytes:
    """A ZIP with these files; two underscores stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def office(**more: bytes) -> bytes:
    """An Office file as far as its names say."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more}
    return packed(**parts)


def says_it_unpacks_to_gigabytes() -> bytes:
    """An Office file whose directory names more than may be unpacked."""
    data = bytearray(office(**{"xl/sheet1.xml": b"0" * 1000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFF00)
    return bytes(data)


REFUSED: dict[str, Callable[[], bytes]] = {
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "drawing.png": lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>',
    "page.txt": lambda: b"Wiped.\n" + b" " * 9000 + SCRIPT,
    "utf16.txt": lambda: "<html><script>alert(1)</script>".encode("utf-16"),
    "script.csv": lambda: b"#!/bin/sh\nrm -rf /\n",
    "program.pdf": lambda: b"MZ" + b"\0" * 200,
    "both.pdf": lambda: b"%PDF-1.7 " + SCRIPT,
    "zip.docx": lambda: packed(a=b"x"),
    "macros.xlsx": lambda: office(xl__vbaProject_bin=b"x", **{"xl/vbaProject.bin": b"x"}),
    "escapes.xlsx": lambda: office(**{"../../etc/cron.d/x": b"x"}),
    "bomb.xlsx": says_it_unpacks_to_gigabytes,
    "bomb.png": png_bomb,
    "cut.png": lambda: picture()[:40],
    "jpeg.png": lambda: b"\xff\xd8\xff\xe0" + SCRIPT,
    "nul.txt": lambda: b"a\0b",
    "empty.txt": lambda: b"",
}
TAKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "../../../etc/passwd": (lambda: b"Wiped.", "txt", "text/plain"),
    "C:\\boot.ini.exe": (lambda: b"Wiped.", "txt", "text/plain"),
    "con.html": (lambda: b"Wiped.", "txt", "text/plain"),
    'a"; filename="x.html': (lambda: b"Wiped.", "txt", "text/plain"),
    "photo.png.html": (lambda: picture() + SCRIPT, "png", "image/png"),
    "photo.svg": (lambda: picture("JPEG") + SCRIPT, "jpg", "image/jpeg"),
    "gnp\u202egpj.exe": (lambda: picture("GIF") + SCRIPT, "gif", "image/gif"),
}
