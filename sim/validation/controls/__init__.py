"""Negative controls: where a cause is taken away, its effects must go."""
