# Two commands do everything: `make run` and `make test`. Both set up .venv from the lock files first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Parallel test processes; two suit the smallest machine the suite is timed on.
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench pictures lock format clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Moves needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Installing what Moves runs on …"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests and checks need …"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime ## make .venv from the lock file

run: setup ## run Moves: with config.toml the real thing, without it the try-out
	@$(BIN)/moves run

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/.dev ## ruff, mypy, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev ## print the figures of docs/benchmarks.md
	@$(BIN)/python -m benchmarks

pictures: $(VENV)/.dev ## draw the pictures of the docs from what the program sends (needs chromium)
	@$(BIN)/python -m bot.tryout.pictures docs/pictures
	@$(BIN)/python -m benchmarks.pictures docs/pictures

format: $(VENV)/.dev ## let ruff format and mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(VENV)/.dev ## resolve the lock files anew (needs uv)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra postgres --group build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
