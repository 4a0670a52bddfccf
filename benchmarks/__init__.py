"""Speed and scale: what a run costs, printed and never asserted."""
