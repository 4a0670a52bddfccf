"""Limits: with everything else switched off, a part must give what theory gives."""
