"""Commands around a results folder: how far it is, going on, proof, and a closer look."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.guard import guarded
from sim.cli.options import (
    AsJson,
    Cluster,
    Debug,
    Figures,
    Lang,
    Quiet,
    TimeLimit,
    Timing,
    Workers,
    words,
)
from sim.cli.view import view_of

app = typer.Typer()

Folder = Annotated[
    Path | None,
    typer.Argument(
        show_default=False,
        help=words("The results folder; the newest unless told.", "结果文件夹，默认为最新的。"),
    ),
]
OneFolder = Annotated[Path, typer.Argument(help=words("The results folder.", "结果文件夹。"))]
OtherCode = Annotated[
    bool,
    typer.Option(
        "--allow-code-change",
        help=words(
            "Go on although the model has changed: results will be of two versions.",
            "模型代码已变也继续：结果将出自两个版本。",
        ),
    ),
]
RetryFailed = Annotated[
    bool,
    typer.Option(
        "--retry-failed",
        help=words("Try failed runs again, too.", "同时重试失败的运行。"),
    ),
]


@app.command(
    help=words("Print the summary of a results folder again.", "重新显示某个结果文件夹的摘要。")
)
def show(
    context: typer.Context,
    results: Annotated[
        Path | None,
        typer.Argument(
            show_default=False,
            help=words("The folder; the newest unless told.", "结果文件夹，默认为最新的。"),
        ),
    ] = None,
    timing: Timing = False,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """A results folder."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import showing

        showing.show(view, results, timing=timing)


@app.command(
    help=words(
        "Say how far a study is: done, failed, lost, left, and why.",
        "显示研究进度：完成、失败、未完成的运行及原因。",
    )
)
def status(
    context: typer.Context, results: Folder = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """How far it is."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import status

        status.status(view, results)


@app.command(
    help=words(
        "Go on with a study that was stopped or lost runs.",
        "仅凭结果文件夹继续未完成的研究；没有结果的运行会重试。",
    )
)
def resume(
    context: typer.Context, results: Folder = None,
    retry_failed: RetryFailed = False, other_code: OtherCode = False,
    workers: Workers = None, time_limit: TimeLimit = None, cluster: Cluster = None,
    figures: Figures = True, timing: Timing = False,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """What is left."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import resuming

        wishes = resuming.Wishes(
            workers, time_limit, retry_failed, other_code, figures, timing, cluster
        )
        resuming.resume(view, results, wishes)


@app.command(
    help=words(
        "Add replicates to a study; those there are stay as they are.",
        "增加研究的运行次数；已有的结果保持不变。",
    )
)
def extend(
    context: typer.Context, results: OneFolder,
    replicates: Annotated[
        int,
        typer.Option(
            "--replicates", "-n", min=1, show_default=False,
            help=words("How many there shall be in all.", "总共的次数。"),
        ),
    ],
    other_code: OtherCode = False,
    workers: Workers = None, time_limit: TimeLimit = None, cluster: Cluster = None,
    figures: Figures = True, timing: Timing = False,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """More of the same."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import resuming

        wishes = resuming.Wishes(workers, time_limit, False, other_code, figures, timing, cluster)
        resuming.extend(view, results, replicates, wishes)


@app.command(
    help=words(
        "Do some runs again: do they come out the same?",
        "重新运行其中一部分，与已存结果逐位比较。",
    )
)
def verify(
    context: typer.Context, results: Folder = None,
    sample: Annotated[
        int, typer.Option("--sample", min=1, help=words("How many runs.", "抽取多少次运行。"))
    ] = 5,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help=words("Which runs are drawn.", "抽取哪些运行。"))
    ] = 1,
    workers: Workers = None,
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """Proof that it can be made again."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import verifying

        verifying.verify(view, results, sample, seed, workers)


@app.command(
    help=words(
        "Do one run again, and write down every detail.",
        "重新运行一次并写出全部细节：每日数据、加入与离开、分裂、耗时。",
    )
)
def rerun(
    context: typer.Context, results: OneFolder,
    run: Annotated[
        int, typer.Argument(min=0, help=words("The number of the run.", "运行编号。"))
    ],
    lang: Lang = None, as_json: AsJson = False, quiet: Quiet = False, debug: Debug = False,
) -> None:  # fmt: skip
    """A closer look."""
    view = view_of(context, lang, as_json, quiet, debug)
    with guarded(view):
        from sim.cli import rerunning

        rerunning.rerun(view, results, run)
