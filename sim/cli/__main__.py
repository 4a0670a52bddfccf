"""`python -m sim.cli`: the command where the console script is not installed."""

from sim.cli.main import app

if __name__ == "__main__":  # processes that a command starts look at this file too
    app(prog_name="seed100")
