"""Checks whose outcome is known, in place of those of the model."""

from sim.validation.check import Measured, between, check, near, not_applicable, text

ONE = ("one", "一")


def planted(number, readings, **more):
    """A limit that measures these readings."""
    return check("limits", number, ONE, theory=("theory", "理论"), **more)(lambda: readings)


def raising():
    raise ZeroDivisionError("nothing to share")


GOOD = planted("L1", [near(1, 0.1, 1.05)])
BAD = planted("L2", [near(1, 0.1, 1.05, ("right", "对")), between(0, 1, 3.0, ("wrong", "错"))])
KNOWN = planted("L3", [between(0, 1, 3.0)], misses=("It cannot.", "它做不到。"))
MENDED = planted("L4", [between(0, 1, 0.5)], misses=("It cannot.", "它做不到。"))
SLOW = planted("L5", [between(0, 1, 0.5)], slow=True)
NOTHING = planted("L6", [between(0, 1, float("nan"))])
FAILING = check("limits", "L7", ONE, theory=ONE)(raising)
ELSEWHERE = not_applicable("limits", "L8", ONE, why=("No such thing.", "没有此物。"))
CLAIM = check("claims", "C01", ONE, theory=ONE)(
    lambda: Measured((between(0, 1, 0.5),), "conditional", text(("Depends on x.", "取决于 x。")))
)
ALL = (GOOD, BAD, KNOWN, MENDED, SLOW, NOTHING, FAILING, ELSEWHERE, CLAIM)
