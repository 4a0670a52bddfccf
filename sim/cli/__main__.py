"""`python -m sim.cli`: the command where the console script is not installed."""

from sim.cli.main import app

app(prog_name="seed100")
