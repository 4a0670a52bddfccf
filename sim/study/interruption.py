"""Ctrl-C during a study: the first lets what is under way finish, the second stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any


class Interruption:
    """While it is entered, the first Ctrl-C sets `asked` and calls `tell`; the second stops.

    Signals reach the main thread only; in any other nothing changes.
    """

    def __init__(self, tell: Callable[[], None] = lambda: None) -> None:
        self.asked = False
        self.at_once = False
        self._tell = tell
        self._raises = True
        self._before: Any = None

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Inside, nothing is raised but by `check`: numba crashes when a kernel's return is hit."""
        self._raises = False
        try:
            yield
        finally:
            self._raises = True

    def check(self) -> None:
        """Raise KeyboardInterrupt when the user asked to stop at once."""
        if self.at_once:
            raise KeyboardInterrupt

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            self._tell()
            return
        self.at_once = True
        if self._raises:
            raise KeyboardInterrupt
