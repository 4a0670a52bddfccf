# Two commands are all a newcomer needs: `make demo` and `make test`.
# Each makes its own virtual environment in .venv when there is none.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTED := $(VENV)/.installed-dev

.PHONY: demo test check docs validate bench clean

demo: $(INSTALLED)
	$(BIN)/seed100 demo

test: $(TESTED)
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(TESTED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(TESTED)
	$(BIN)/python docs/generate.py

validate: $(INSTALLED)
	$(BIN)/seed100 validate --fast

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[study]'
	touch $@

$(TESTED): $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
