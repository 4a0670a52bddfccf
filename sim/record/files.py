"""Files that are whole or not there: written aside, brought to the disk, then renamed."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}

UNFINISHED = ".*.tmp"
"""What files are called while they are written."""

PROBE = "writable"
"""A file that is made and removed, to find out whether that can be done."""


class CannotWrite(Exception):
    """A place cannot be written to. `full` says that it is for want of room."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        self.reason = error.strerror or type(error).__name__
        self.full = error.errno in NO_ROOM
        super().__init__(f"cannot write {path}: {self.reason}")


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes its place once it is complete and on the disk.

    Raises CannotWrite; what stood at `path` before is then still there.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _to_disk(path.parent)
    except OSError as error:
        _forget(temporary)
        raise CannotWrite(path, error) from error
    except BaseException:
        _forget(temporary)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a text file as a whole."""
    with whole(path) as file:
        file.write(text.encode())


def write_json(path: Path, data: Any) -> None:
    """Write plain data as JSON for people and machines."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def append_line(path: Path, line: str) -> None:
    """Add one line in one write, so that lines of two writers never mix.

    Raises CannotWrite.
    """
    try:
        with path.open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())
    except OSError as error:
        raise CannotWrite(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder with those above it, and find out whether it can be written to.

    Raises CannotWrite.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error
    with whole(path / PROBE):
        pass
    (path / PROBE).unlink()


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left behind."""
    for left in (*folder.rglob(UNFINISHED), folder / PROBE):
        _forget(left)


def is_left_over(path: Path) -> bool:
    """Whether a writer that was killed left this file behind."""
    probe = path.name == PROBE and path.is_file() and not path.stat().st_size
    return probe or path.match(UNFINISHED)


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _to_disk(folder: Path) -> None:
    """Bring a rename to the disk, where folders can be synced at all (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
