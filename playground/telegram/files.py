"""Files sent by bots and people, found again by file id or by download path."""

import mimetypes
from dataclasses import dataclass
from typing import Any

from playground.telegram.errors import Refused, bad_request
from playground.telegram.pictures import picture_size

Json = dict[str, Any]

MEGABYTE = 1024 * 1024
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrives in a call or from a phone."""

    name: str
    mime_type: str
    content: bytes

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {self.mime_type!r}, {len(self.content)} bytes)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file Telegram keeps; width and height are pixels of a photo, 0 for documents."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes
    width: int = 0
    height: int = 0

    def identity(self) -> Json:
        """The three fields every file object starts with."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def as_document(self) -> Json:
        """The `Document` object."""
        return {**self.identity(), "file_name": self.name, "mime_type": self.mime_type}

    def as_photo(self) -> list[Json]:
        """The sizes of the photo; this server keeps one."""
        return [{**self.identity(), "width": self.width, "height": self.height}]


class FileStore:
    """Every file of the embedded Telegram."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep_document(self, upload: Upload) -> StoredFile:
        """Stores any file of at most 50 MB."""
        if len(upload.content) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if not upload.content:
            raise bad_request("file must be non-empty")
        return self._keep(upload, folder="documents", prefix="BQACAgUAAxkBAAI")

    def keep_photo(self, upload: Upload) -> StoredFile:
        """Stores a picture of at most 10 MB whose size can be read."""
        size = len(upload.content)
        if size > LARGEST_PHOTO:
            raise bad_request(
                f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
            )
        width, height = _photo_size(upload.content)
        return self._keep(upload, folder="photos", prefix="AgACAgUAAxkBAAI", width=width, height=height)

    def by_id(self, file_id: str) -> StoredFile:
        """The file with this id; Refused when there is none."""
        if file_id not in self._by_id:
            raise bad_request(
                "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
            )
        return self._by_id[file_id]

    def by_path(self, path: str) -> StoredFile | None:
        """The file behind a download path."""
        return self._by_path.get(path)

    def _keep(
        self, upload: Upload, *, folder: str, prefix: str, width: int = 0, height: int = 0
    ) -> StoredFile:
        number = len(self._by_id) + 1
        suffix = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        stored = StoredFile(
            file_id=f"{prefix}{number:08d}AAE",
            unique_id=f"AgAD{number:08d}",
            path=f"{folder}/file_{number}.{suffix if suffix.isalnum() else 'bin'}",
            name=upload.name,
            mime_type=_mime_type(upload),
            content=upload.content,
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored


def _mime_type(upload: Upload) -> str:
    guessed = mimetypes.guess_type(upload.name)[0]
    return guessed or upload.mime_type or "application/octet-stream"


def _photo_size(content: bytes) -> tuple[int, int]:
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size
