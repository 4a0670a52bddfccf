"""Finding and opening the files of a scenario, and staying inside its folder."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario import packaged
from sim.scenario.errors import Place, Problem, ScenarioErrors, problem
from sim.scenario.hints import name_meant
from sim.scenario.reading import MOST_BYTES, Tree, read_text
from sim.scenario.text import Text


def find_file(name: str | Path) -> Path:
    """The file a user means: a path, a path without its ending, or a packaged scenario's name.

    Raises ScenarioErrors when there is none.
    """
    given = Path(name)
    file = _beside(given) or packaged.find(str(name))
    if file is None:
        raise ScenarioErrors([_missing(given).at(Place(str(name), None, 1))])
    return file


def find_base(name: str, folder: Path, top: Path, at: str = "extends") -> tuple[Path, Path]:
    """The file that `extends: name` means, seen from `folder`, and the folder it may read in.

    A packaged scenario stands in when there is none of that name. Raises ScenarioErrors when
    there is neither, or the name leads out of `top`.
    """
    path = inside(name, folder, top)
    if path is None:
        raise ScenarioErrors([problem("S402", (at,), name=name)])
    file = _beside(path)
    if file:
        return file, top
    shipped = packaged.find(name)
    if shipped is None:
        near = [os.path.relpath(each, folder) for each in _near(path)]
        hint = _meant(path, [*packaged.names(), *near])
        raise ScenarioErrors([problem("S001", (at,), name=name, hint=hint)])
    return shipped, shipped.parent


def read_file(path: Path) -> Tree:
    """A YAML file whose top is a mapping.

    Raises ScenarioErrors when it cannot be read, is empty, too large, not UTF-8 or no mapping.
    """
    name = shown(path)
    tree = read_text(_text(path, name), name)
    if isinstance(tree.value, dict) and tree.value:
        return tree
    if not tree.value and not isinstance(tree.value, (bool, int, float)):
        raise ScenarioErrors([problem("S005").at(Place(name, 1, 1))])
    raise ScenarioErrors([_not_a_mapping(tree)])


def inside(name: str, folder: Path, top: Path) -> Path | None:
    """The path of `name` seen from `folder`; None when it leads out of `top`, also by a link."""
    if Path(name).is_absolute() or "\\" in name or "\0" in name:
        return None
    path = folder / name
    return path if path.resolve().is_relative_to(top.resolve()) else None


def shown(path: Path) -> str:
    """A path as error messages name it: from here when it lies here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _beside(path: Path) -> Path | None:
    """The file at a path, which may be given without its ending."""
    endings = packaged.SUFFIXES if path.name else ()
    paths = (path, *(path.with_name(path.name + ending) for ending in endings))
    return next((each for each in paths if each.is_file()), None)


def _near(path: Path) -> list[Path]:
    """Scenario files that could stand in place of a missing one."""
    return sorted(path.parent.glob("*.y*ml")) if path.parent.is_dir() else []


def _missing(path: Path) -> Problem:
    if path.is_dir():
        return problem("S002", name=path)
    near = _near(path) if path.suffix else [each.with_suffix("") for each in _near(path)]
    shipped = packaged.names() if path.name == str(path) else []
    shipped += packaged.names(packaged.EXPERIMENTS) if shipped else []
    hint = _meant(path, [*shipped, *map(str, near)]) or _packaged_names(path)
    return problem("S001", name=path, hint=hint)


def _meant(path: Path, known: list[str]) -> Text | None:
    """A suggestion by the names alone: folders and endings make all files alike."""
    return name_meant(_stem(path), {_stem(Path(each)): each for each in known})


def _stem(path: Path) -> str:
    return path.stem if path.suffix in packaged.SUFFIXES else path.name


def _packaged_names(path: Path) -> Text | None:
    count = len(packaged.names())
    if not count or path.name != str(path):
        return None
    return Text(
        en=f"`seed100 list` shows the {count} scenarios that come with seed100",
        zh=f"运行 `seed100 list` 可查看自带的 {count} 个方案",
    )


def _text(path: Path, name: str) -> str:
    place = Place(name, None, 1)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            limit = Text(en=f"at most {MOST_BYTES:,} bytes", zh=f"最多 {MOST_BYTES:,} 字节")
            raise ScenarioErrors([problem("S004", size=size, expected=limit).at(place)])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = Text(en="save it as UTF-8 in your editor", zh="请在编辑器中另存为 UTF-8 编码")
        raise ScenarioErrors([problem("S003", hint=hint).at(place)]) from error
    except OSError as error:
        cannot = problem("S012", name=name, reason=error.strerror or type(error).__name__)
        raise ScenarioErrors([cannot.at(place)]) from error


def _not_a_mapping(tree: Tree) -> Problem:
    is_list = isinstance(tree.value, list)
    kind, kind_zh = ("a list", "列表") if is_list else ("only words", "一段文字")
    hint = Text(
        en="write `key: value`, with a half-width colon and a space after it",
        zh="请写成 `键: 值`，使用半角冒号，后加一个空格",
    )
    top = problem("S006", kind=kind, kind_zh=kind_zh, hint=None if is_list else hint)
    return top.at(tree.place(()))
