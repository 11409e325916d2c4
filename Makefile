# What a person does here, one word each. The environment is made on first use and remade
# when pyproject.toml or constraints.txt change.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_READY := $(VENV)/.ready-for-demo
TESTS_READY := $(VENV)/.ready-for-tests
PEERS := .venv-peers
PEERS_READY := $(PEERS)/.ready
TRAINING := .venv-train
TRAINING_READY := $(TRAINING)/.ready
FUZZING := .venv-fuzz
FUZZING_READY := $(FUZZING)/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest
ON_POSTGRESQL := $(BIN)/python -m tests.postgresql

.PHONY: help demo demo-reset test lint format bench bench-archive eval train fuzz faults shots constraints clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(DEMO_READY) ## start a believable marketplace on http://127.0.0.1:8000; keeps what happened in it
	@$(BIN)/armslength demo

demo-reset: $(DEMO_READY) ## start it as new
	@rm -rf var/demo
	@$(BIN)/armslength demo

test: lint ## everything: lint, types, architecture, tests on both databases, browser journeys
	@tools/system_packages
	$(PYTEST) tests/guard tests/archive tests/architecture tests/bench
	$(PYTEST) tests/platform tests/faults tests/leaks
	$(ON_POSTGRESQL) $(PYTEST) tests/platform tests/faults tests/leaks
	$(PYTEST) tests/journeys

lint: $(TESTS_READY) ## style, types and the rules of who may know whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(TESTS_READY) ## bring the code into the one form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(TESTS_READY) $(PEERS_READY) ## how fast the guard is, beside its peers: make bench SAMPLES=FOLDER
	$(BIN)/python -m bench.speed $(if $(SAMPLES),--samples '$(SAMPLES)')

bench-archive: $(TESTS_READY) ## a scan of millions of messages, broken off and gone on with: make bench-archive ROWS=5000000
	$(BIN)/python bench/archive_scan.py $(if $(ROWS),--rows $(ROWS))

eval: $(TESTS_READY) $(PEERS_READY) ## how often the guard is right, beside its peers: make eval SAMPLES=FOLDER
	$(BIN)/python -m bench.eval $(if $(SAMPLES),--samples '$(SAMPLES)')

train: $(TRAINING_READY) ## the guard's learned part, anew from the corpora
	@tools/unpack_ordinary var/ordinary
	$(TRAINING)/bin/python -m tools.train_guard

fuzz: $(FUZZING_READY) ## mutated texts against what holds of any, into var/fuzz: make fuzz SECONDS=3600
	$(FUZZING)/bin/python -m tests.fuzz.fuzz_guard $(if $(SECONDS),--seconds $(SECONDS))

faults: $(TESTS_READY) ## ten crashes on each database, with a table
	$(BIN)/python -m tests.faults --runs 10 --database sqlite
	$(ON_POSTGRESQL) $(BIN)/python -m tests.faults --runs 10 --database postgresql

shots: $(TESTS_READY) ## a picture of every page into shots/
	@tools/system_packages
	$(BIN)/python -m tools.shots

constraints: $(TESTS_READY) $(TRAINING_READY) $(FUZZING_READY) ## write down the versions that are installed now
	@{ sed -n '/^#/p' constraints.txt; for bin in $(BIN) $(TRAINING)/bin $(FUZZING)/bin; do $$bin/python -m pip freeze --exclude-editable; done | sort -fu; } > constraints.new
	@mv constraints.new constraints.txt

clean: ## forget the environment and what tools left behind; keeps the demo
	rm -rf $(VENV) $(PEERS) $(TRAINING) $(FUZZING) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@tools/make_venv $(PYTHON) $(VENV)

$(DEMO_READY): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[platform]'
	@touch $@

$(TESTS_READY): pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(DEMO_READY)

$(PEERS_READY): bench/peers/requirements.txt bench/peers/install
	@tools/make_venv $(PYTHON) $(PEERS)
	@if bench/peers/install $(PEERS)/bin/python; then touch $@; fi

$(TRAINING_READY): pyproject.toml constraints.txt
	@tools/make_venv $(PYTHON) $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	@touch $@

$(FUZZING_READY): pyproject.toml constraints.txt
	@tools/make_venv $(PYTHON) $(FUZZING)
	$(FUZZING)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fuzz]'
	@touch $@
