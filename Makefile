# make demo   the main job on the embedded sample site        make test   lint, types, import rules, tests
# make bench  everything beside the peers, into benchmarks/RESULTS.md (about half an hour)
# make torture  kills, failing writes and locks, many of each     make hostile  every case of the hostile site
# make lock   pin the requirements again                      make docs   write the generated pages again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: torture hostile demo test lint docs lock clean install bench bench-extraction bench-localities

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: Python 3.11 or newer is needed; name it with: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 2; }
	@echo "Installing into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/python tools/demo.py

test: $(VENV)/.installed-dev lint
	@$(BIN)/python -m pip check
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

torture: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.torture.kill --moments 50 --seed 1
	@$(BIN)/python -m tests.torture.failing --telling
	@TORTURE=1 $(BIN)/python -m pytest tests/torture

hostile: $(VENV)/.installed-dev
	@HOSTILE=all $(BIN)/python -m pytest tests/hostile

docs: $(VENV)/.installed
	@PYTHONPATH=. $(BIN)/python tools/write_docs.py

.venv-bench/.installed: benchmarks/requirements-peers.txt
	@test -d .venv-bench || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install -qq -U pip && .venv-bench/bin/pip install -qq -r $<
	@touch $@

bench: $(VENV)/.installed .venv-bench/.installed
	@$(BIN)/python benchmarks/results.py

bench-extraction bench-localities: bench-%: $(VENV)/.installed .venv-bench/.installed
	@$(BIN)/python benchmarks/results.py $*

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) demo
