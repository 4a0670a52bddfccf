"""The options that commands share, with their help in the reader's language."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.language import Language, language_of_help

HELP = language_of_help(sys.argv[1:], os.environ)


def words(en: str, zh: str) -> str:
    """Help in the reader's language."""
    return zh if HELP == "zh" else en


Scenarios = Annotated[
    list[str],
    typer.Argument(
        help=words(
            "Files, or names of what is packaged: scenarios, or an experiment.",
            "文件，或自带方案、实验的名称。",
        ),
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help=words("Language of words and errors.", "语言。"),
        show_default=False,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help=words("The result as JSON, for scripts.", "以 JSON 输出结果。"),
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help=words("Nothing but the result.", "只输出结果。"),
    ),
]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug",
        help=words("Tracebacks of errors.", "显示错误的详细信息。"),
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        min=0,
        show_default=False,
        help=words(
            "Root of all luck (1, or what an experiment says).",
            "随机种子（默认 1，或实验文件所写）。",
        ),
    ),
]
Replicates = Annotated[
    int | None,
    typer.Option(
        "--replicates",
        "-n",
        min=1,
        show_default=False,
        help=words(
            "Futures that each scenario lives through (10 for run, 20 for compare, or what an "
            "experiment says).",
            "每个方案模拟多少次（run 默认 10，compare 默认 20，或实验文件所写）。",
        ),
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-w",
        min=1,
        show_default=False,
        help=words(
            "Processes; as many as there are cores unless told. Results do not depend on it.",
            "并行进程数，默认用满所有核心；不影响结果。",
        ),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        show_default=False,
        help=words("Results folder instead of results/NAME.", "结果文件夹，默认为 results/名称。"),
    ),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="SECTION.KEY=VALUE",
        show_default=False,
        help=words(
            "Change a parameter of every scenario; may be given several times.",
            "覆盖所有方案的某个参数，可多次使用。",
        ),
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help=words(
            "Say what would run, how long and how much disk.",
            "只显示将运行什么、多久、占多少磁盘。",
        ),
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=words("Run anew, replacing what is there.", "重新运行并覆盖已有结果。"),
    ),
]
Timing = Annotated[
    bool,
    typer.Option(
        "--timing",
        help=words("What each mechanism cost.", "显示每个机制的耗时。"),
    ),
]
Figures = Annotated[
    bool,
    typer.Option(
        "--figures/--no-figures",
        help=words("Draw figures, English and Chinese.", "绘制中英文图表。"),
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        min=0.001,
        show_default=False,
        help=words(
            "Give up a run that takes longer; it counts as lost.",
            "放弃超时的运行，记为未完成。",
        ),
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        show_default=False,
        help=words(
            "Workers of a Dask scheduler (tcp://host:8786, or its scheduler file) instead of "
            "this machine's.",
            "改用 Dask 集群：调度器地址（tcp://主机:8786）或其调度文件。",
        ),
    ),
]
