# Every target sets up its own virtual environment first: a bare Python 3.11 is all you need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench soak run lock

help: ## What you can do here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 && PY=$(PYTHON) || PY=python3; \
	  $$PY -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sela needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }; \
	  test -x $(BIN)/python || $$PY -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## Try Sela in the browser, without a token
	$(BIN)/sela playground

run: $(STAMP) ## Run the bot with the settings in .env
	$(BIN)/sela run

test: $(STAMP) ## Run the tests, some files at a time
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(STAMP) ## Format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

format: $(STAMP) ## Rewrite the code in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## Measure, and print ratios against a bare baseline
	$(BIN)/python -m tests.benchmarks

soak: $(STAMP) ## The fault cases in full count, and a year simulated
	$(BIN)/python -m pytest -m soak -o addopts="-q --strict-markers --import-mode=importlib"

lock: ## Pin and hash the dependencies anew (needs uv)
	uv lock --quiet
	uv export --quiet --frozen --no-emit-project --no-annotate --no-header --no-dev --output-file requirements.txt
	uv export --quiet --frozen --no-emit-project --no-annotate --no-header --only-dev --output-file requirements-dev.txt
	rm uv.lock
