"""Small worlds for tests: settings in which only some mechanisms run."""

from sim.validation.worlds import curve, only, run, settings

__all__ = ["curve", "only", "run", "settings"]
