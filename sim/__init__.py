"""seed100: a laboratory for growing communities."""

__version__ = "0.1.0"
