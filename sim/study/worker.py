"""What a worker loads before its first block, so that it starts warm.

Ctrl-C in a terminal reaches workers too; they leave it to the driver, which lets them finish.
"""

from __future__ import annotations

import gc
import signal

# What is loaded once stays for life: the collector need not look through it again and again. Mesa
# comes first: it looks through the stack of whoever imports it, which is short here.
gc.disable()
import mesa  # noqa: E402, F401

import sim.study.block  # noqa: E402

gc.freeze()
gc.enable()

signal.signal(signal.SIGINT, signal.SIG_IGN)

__all__ = ["sim"]
