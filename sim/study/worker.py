"""What a worker loads before its first block, so that it starts warm.

Ctrl-C in a terminal reaches workers too; they leave it to the driver, which lets them finish.
"""

from __future__ import annotations

import signal

import sim.study.block

signal.signal(signal.SIGINT, signal.SIG_IGN)

__all__ = ["sim"]
