# What a person does with this repository; `make` lists it. All it needs is Python 3.11 or newer, pip, git and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8001
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help demo serve check test browser lint format score bench bench-facts bench-clean bench-store bench-web screenshots lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.run ## Set up, read corpus/, print the claims, write claims.csv, serve the table
	$(BIN)/claimtable ingest corpus
	$(BIN)/claimtable export -o claims.csv
	@$(BIN)/claimtable export --format table
ifneq ($(DEMO_SERVE),0)
	$(BIN)/claimtable serve --port $(PORT)
endif

serve: $(VENV)/.run ## Serve the table
	$(BIN)/claimtable serve --port $(PORT)

check: $(VENV)/.run ## Prove the invariants of the database
	$(BIN)/claimtable check

test: lint browser ## Set up, lint, and run all tests
	$(BIN)/pytest $(ARGS)

# Tests of the served pages drive Debian's Chromium; where it can't be installed they are skipped.
browser:
	@command -v chromium chromium-browser >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && \
	    apt-get -qq install -y --no-install-recommends chromium >/dev/null; } || \
	  echo "No Chromium here, and none can be installed: tests in a browser will be skipped"

lint: $(VENV)/.dev ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## Put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: $(VENV)/.run ## Score the extractor on the development gold, against its floors (ARGS=--raise lifts them)
	@$(BIN)/python quality/score.py $(ARGS)

bench: $(VENV)/.run ## Time the pipeline against what it is built from; writes docs/performance.md
	@$(BIN)/python benchmarks/speed.py $(ARGS)

bench-facts: $(VENV)/.run ## Time the facts after 100 new articles in a database of a million claims; writes docs/performance.md
	@$(BIN)/python benchmarks/facts.py $(ARGS)

bench-store: $(VENV)/.run ## Time storing claims into a database of a million against plain executemany
	@$(BIN)/python benchmarks/store.py $(ARGS)

bench-clean: $(VENV)/.bench ## Compare cleaning with other extractors on the same pages
	@$(BIN)/python benchmarks/clean.py $(ARGS)

bench-web: $(VENV)/.run ## Time the served pages over a million synthetic claims; writes docs/performance.md
	@$(BIN)/python benchmarks/web.py $(ARGS)

screenshots: $(VENV)/.dev browser ## Take the pictures of docs/img anew
	@$(BIN)/python benchmarks/screenshots.py

# Each set of packages is installed once and again when its lock file changes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "claimtable needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

LOCK := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: $(VENV)/.run ## Write the lock files anew from pyproject.toml (UPGRADE=1 takes newer versions)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --group bench -c requirements.lock -o requirements-bench.lock

clean: ## Remove the virtual environment and caches; the database stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
