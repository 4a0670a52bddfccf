"""Where a study's results go: never over other results, and back to their own.

Without a place of the user's, `results/<name>`, then `<name>-2`, `<name>-3`, ...: the first that
holds this very study or is free. So the same command finds what is done, an edited scenario gets a
folder of its own, and a folder once named keeps its results. A place that the user names is used
as it is; other results there are refused. Forced, a study is carried out anew, in place of its own
results or of those at the place named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from sim.record.files import is_left_over
from sim.record.manifest import Manifest, NoResults, read_manifest
from sim.record.scenarios import folder_name

RESULTS = Path("results")
IDENTITY = ("plan", "model")
PLAIN = ("seed", "replicates")


@dataclass(frozen=True)
class Place:
    """A folder for results, and the manifest of this study's own results when some are there."""

    path: Path
    earlier: Manifest | None = None


class Occupied(Exception):
    """The place that the user named holds something else; `changes` say what differs."""

    def __init__(self, path: Path, changes: list[str]) -> None:
        self.path = path
        self.changes = changes
        super().__init__(f"{path} holds other results: {'; '.join(changes)}")


def place_for(
    wanted: Manifest,
    out: Path | None = None,
    *,
    force: bool = False,
    later: Sequence[Manifest] = (),
) -> Place:
    """Where the results of a study go. Raises Occupied.

    `later` are the same study with more replicates, where it decides by itself how many.
    """
    same = (wanted, *later)
    if out is not None:
        return _named(same, out, force=force)
    for path in _numbered(RESULTS / folder_name(wanted.name)):
        if not path.exists() or _is_empty(path):
            return Place(path)
        earlier = _manifest(path)
        if earlier is not None and _is_one_of(earlier, same):
            return Place(path, None if force else earlier)
    raise AssertionError("numbers do not end")


def differences(old: Manifest, new: Manifest) -> list[str]:
    """What differs between two studies, one line each."""
    found = [
        f"{name}: {getattr(old, name)} -> {getattr(new, name)}"
        for name in PLAIN
        if getattr(old, name) != getattr(new, name)
    ]
    before = {card.name: card for card in old.scenarios}
    after = {card.name: card for card in new.scenarios}
    found += [f"- {name}" for name in before if name not in after]
    found += [f"+ {name}" for name in after if name not in before]
    for name in (name for name in after if name in before):
        values = leaves(before[name].settings), leaves(after[name].settings)
        keys = [
            key for key in {**values[0], **values[1]} if values[0].get(key) != values[1].get(key)
        ]
        found += [f"{name}, {key}: {values[0].get(key)} -> {values[1].get(key)}" for key in keys]
    if old.model != new.model:
        found.append(f"seed100: {old.versions.get('seed100')} -> {new.versions.get('seed100')}")
    return found


def _named(same: Sequence[Manifest], out: Path, *, force: bool) -> Place:
    if not out.exists() or _is_empty(out):
        return Place(out)
    earlier = _manifest(out)
    if earlier is None:
        raise Occupied(out, [])
    if force:
        return Place(out)
    if not _is_one_of(earlier, same):
        raise Occupied(out, differences(earlier, same[0]))
    return Place(out, earlier)


def _is_one_of(one: Manifest, others: Sequence[Manifest]) -> bool:
    return any(
        all(getattr(one, part) == getattr(other, part) for part in IDENTITY) for other in others
    )


def _manifest(path: Path) -> Manifest | None:
    try:
        return read_manifest(path)
    except NoResults:
        return None


def _is_empty(path: Path) -> bool:
    """Whether nothing is there, or only what was left when a process was killed as it began."""
    return path.is_dir() and all(is_left_over(each) for each in path.iterdir())


def _numbered(path: Path) -> Iterator[Path]:
    return chain([path], (path.with_name(f"{path.name}-{number}") for number in count(2)))


def leaves(settings: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Parameters by their full names."""
    found: dict[str, Any] = {}
    for key, value in settings.items():
        inner = leaves(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {}
        found |= inner or {f"{prefix}{key}": value}
    return found
