"""What is on record of the claim that an experiment tests."""

from __future__ import annotations

from sim.cli.view import View
from sim.scenario import packaged
from sim.study.experiment import Experiment


def tell_claim(view: View, found: Experiment) -> None:
    """Whose claim it is, its verdict, and how it is judged; nothing where there is no claim."""
    claim = found.claim
    if claim is None:
        return
    view.note(f"{claim.id}: “{claim.says.en}”", f"{claim.id}：“{claim.says.zh}”")
    if claim.found:
        from sim.validation.outcome import WORDS

        verdict = WORDS[claim.found]
        view.note(
            f"Verdict on record: {verdict.en} (docs/claims.md).",
            f"已有结论：{verdict.zh}（见 docs/claims.md）。",
        )
    if found.file is not None and found.file.parent == packaged.folder(packaged.CLAIMS):
        line = f"seed100 validate --only {claim.id}"
        view.note(f"To judge it anew: {line}", f"重新检验：{line}")
