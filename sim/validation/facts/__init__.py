"""Stylised facts: what the default community must have in common with real ones."""
