"""Blocks on any Dask cluster: of one machine or many, started by whoever likes.

Workers need the same seed100 and libraries, which is checked, and no common file system: this
process alone writes results. Only a scenario with an edge list of its own needs that file at the
same place everywhere.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from socket import create_connection
from typing import Self

from distributed import Client
from distributed.client import FutureCancelledError
from distributed.comm import get_address_host_port

from sim.record.run_record import RunRecord
from sim.study.block import Job
from sim.study.handing_out import (
    BLOCKS_AHEAD,
    HandingOut,
    Opened,
    OtherVersion,
    differing,
    identity,
)
from sim.study.interruption import Interruption
from sim.study.plan import Block

CONNECTING_SECONDS = 10


class ClusterGone(Exception):
    """The scheduler of a cluster does not answer any more, or never did."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


class Cluster(Opened):
    """The workers of a scheduler, given by its address or by the file that it wrote."""

    starting = 1.0

    def __init__(self, address: str, patience: float = CONNECTING_SECONDS) -> None:
        self._address = address
        self._patience = patience

    @property
    def workers(self) -> int:
        """Blocks that can be under way at once just now; workers may come and go."""
        return sum(self._client.nthreads().values())

    def __enter__(self) -> Self:
        """Connect and look at the workers. Raises ClusterGone, OtherVersion."""
        with ExitStack() as stack:
            quiet = logging.getLogger("distributed")
            stack.callback(quiet.setLevel, quiet.level)
            quiet.setLevel(logging.CRITICAL)
            self._client = stack.enter_context(self._connected())
            self._see_that_versions_agree()
            self._open = stack.pop_all()
        return self

    def carry_out(
        self, jobs: Iterator[Job], interruption: Interruption
    ) -> Iterator[tuple[Block, list[RunRecord]]]:
        """The records of each block, as they are done. Raises OtherVersion, ClusterGone."""
        try:
            handing_out = HandingOut(self._client, self._room, kernel_threads=1)
            yield from handing_out.carry_out(jobs, interruption)
        except (OSError, FutureCancelledError) as error:
            raise ClusterGone(self._address) from error

    def _room(self) -> int:
        return max(1, self.workers) * BLOCKS_AHEAD

    def _connected(self) -> Client:
        """A client that fails to connect would complain for a minute; so try the door first."""
        try:
            address = _address_of(self._address)
            create_connection(get_address_host_port(address), timeout=self._patience).close()
            return Client(address, timeout=self._patience, set_as_default=False)
        except (OSError, ValueError, KeyError) as error:
            raise ClusterGone(self._address) from error

    def _see_that_versions_agree(self) -> None:
        """Now rather than after hours; workers that come later are looked at with each block."""
        own = identity()
        try:
            theirs = self._client.run(identity)
        except Exception as error:  # whatever a worker without seed100, or with an old one, says
            raise OtherVersion(self._address, [f"{type(error).__name__}: {error}"]) from error
        for worker, found in theirs.items():
            changes = differing(own, found)
            if changes:
                raise OtherVersion(str(worker), changes)


def _address_of(given: str) -> str:
    """An address as it is given, or as the scheduler has written it into its file."""
    file = Path(given)
    return str(json.loads(file.read_text())["address"]) if file.is_file() else given
