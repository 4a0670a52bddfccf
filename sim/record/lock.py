"""One writer at a time: a lock on a results folder that ends with its holder, however that ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two writers are not told apart
    fcntl = None  # type: ignore[assignment]

TAKEN = {errno.EWOULDBLOCK, errno.EACCES}


class InUse(Exception):
    """Another process writes to a results folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"another process is at work in {path}")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """While inside, no other process of this machine writes to the folder, which is there.

    Raises InUse. File systems that know no locks let everybody in.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in TAKEN:
                raise InUse(folder) from error
        yield
    finally:
        os.close(handle)


def in_use(folder: Path) -> bool:
    """Whether a process of this machine writes to the folder just now."""
    try:
        with locked(folder):
            return False
    except InUse:
        return True
