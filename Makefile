# `make` tells what it can do. Everything runs from .venv, which is built from the hash-locked files in requirements/.
# Needed beforehand: Python 3.11 or newer with pip, and make. Repeated calls are quick: a step runs again only when
# the file it was made from has changed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
ARGS ?=
# Two tests at a time; a file of tests stays together, because its tests share a server. WORKERS=0 runs them one by one.
WORKERS ?= 2
BIN := .venv/bin
STAMPS := .venv/stamps
# A lock file is complete, so nothing is resolved: with --no-deps a release that came out since cannot change the set
# (older pips take the newest `coverage[toml]` for the pinned `coverage` and then miss its hash).
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps
# A machine without Node gets it as a Python package inside .venv, nowhere else.
NPM ?= $(shell if npm --version >/dev/null 2>&1; then command -v npm; else echo $(BIN)/npm; fi)
NPM_READY := $(if $(filter $(BIN)/npm,$(NPM)),$(STAMPS)/node)
SCENARIOS := $(sort $(dir $(filter-out scenarios/_%,$(wildcard scenarios/*/scenario.yaml))))
# A linter's regular expression that meets the wrong file can run for hours.
LIMIT := $(if $(shell command -v timeout),timeout 300)
UV_VERSION := 0.13.9
PIP_AUDIT_VERSION := 2.9.0

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.PHONY: help setup several run assets test soak coverage check lint tidy types layers markup spelling dependencies scenarios \
        bench chaos pictures lock audit tools system

help: ## show this list
	@echo "make TARGET [ARGS=\"...\"]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------------------------------------ to run it
setup: $(STAMPS)/run $(STAMPS)/package static/vendor/manifest.json ## everything a seminar needs: packages and browser files

several: $(STAMPS)/run ## what several processes on PostgreSQL and Redis need besides; see deploy/README.md
	@$(PIP) -r requirements/several.lock

run: setup ## start the server; for example  make run ARGS="--port 8000"
	@exec $(BIN)/python run.py $(ARGS)

assets: $(STAMPS)/run $(NPM_READY) ## copy the browser files of others into static/vendor
	@$(call browser_files,--omit=dev)

# ------------------------------------------------------------------------------------------------ to change it
test: tools system ## all tests but the soak ones; for example  make test ARGS="tests/core -k ballot"
	@exec $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

soak: tools system ## the long tests
	@SIMULATOR_HYPOTHESIS=soak exec $(BIN)/python -m pytest -m soak --timeout 3600 $(ARGS)

coverage: tools ## the rules must be covered on every branch
	@$(BIN)/python -m pytest tests --cov=simulator.core --cov-branch --cov-fail-under=100 -m "not soak and not browser" $(ARGS)

check: lint types layers markup spelling dependencies scenarios ## every static check (with -k: all failures at once)

lint: $(STAMPS)/test ## style and slips: ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

tidy: $(STAMPS)/test ## let ruff format everything and repair what it safely can
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet . || true

types: $(STAMPS)/test $(STAMPS)/package ## types: mypy, strict where the rules are
	@$(BIN)/mypy simulator $(wildcard run.py)

layers: $(STAMPS)/test $(STAMPS)/package ## who may import whom: import-linter
	@$(BIN)/lint-imports --no-cache

markup: $(STAMPS)/test ## templates: djlint
	@if [[ -d templates ]]; then $(LIMIT) $(BIN)/djlint templates --lint --quiet; fi

spelling: $(STAMPS)/test ## common misspellings: codespell
	@$(LIMIT) $(BIN)/codespell $(wildcard *.md docs simulator templates static/css static/js scenarios tests bench)

dependencies: $(STAMPS)/test ## what is imported is declared, what is declared is imported: deptry
	@$(BIN)/deptry simulator

scenarios: $(STAMPS)/test $(STAMPS)/package ## every scenario is sound: simulator check
	@if [[ -n "$(SCENARIOS)" ]]; then $(BIN)/simulator check $(SCENARIOS); fi

bench: tools system ## measure; for example  make bench ARGS="--seats 48"
	@exec $(BIN)/python -m bench $(ARGS)

chaos: tools system ## ten minutes of bad network and killed servers; for example  make chaos ARGS="--minutes 2 --rooms 2 --several"
	@exec $(BIN)/python -m bench.chaos $(ARGS)

pictures: tools system ## take screenshots of the pages for docs/
	@exec $(BIN)/python -m tests.pictures $(ARGS)

lock: $(STAMPS)/venv $(NPM_READY) ## renew requirements/*.lock and package-lock.json within the stated bounds
	@test -x .cache/lock/bin/uv || $(BIN)/python -m venv .cache/lock
	@.cache/lock/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@$(call pin,pyproject.toml requirements/build.in,run)
	@$(call pin,pyproject.toml --extra postgres --extra analysis requirements/build.in requirements/test.in -c requirements/run.lock,test)
	@$(call pin,pyproject.toml --extra postgres requirements/build.in -c requirements/run.lock,several)
	@$(call pin,requirements/node.in,node)
	@$(call pin,requirements/virtualenv.in,virtualenv)
	@$(NPM) install --package-lock-only --silent
	@echo "lock: requirements/*.lock and package-lock.json are up to date."

audit: $(STAMPS)/venv ## known weaknesses of other people's packages; needs the internet, so it is no part of `make test`
	@test -x .cache/audit/bin/pip-audit || { $(BIN)/python -m venv .cache/audit && .cache/audit/bin/python -m pip install -qq --disable-pip-version-check pip-audit==$(PIP_AUDIT_VERSION); }
	@for file in run several; do .cache/audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements/$$file.lock; done
	@$(NPM) audit --omit=dev

tools: $(STAMPS)/test $(STAMPS)/package static/vendor/manifest.json .cache/axe.min.js ## packages and browser files of the tests

system: ## browser, databases, proxy and word processor for the tests (installs them as root on Debian)
	@.ci/prepare

# ------------------------------------------------------------------------------------------------ how it is done
pin = .cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
      --no-emit-index-url --no-header --custom-compile-command "make lock" $(1) -o requirements/$(2).lock

define browser_files
echo "assets: fetching the browser files with npm ($(if $(1),without,with) those of the tests)"; \
PATH="$$PWD/$(BIN):$$PATH" $(NPM) ci --silent $(1); \
$(BIN)/python -m simulator.assets
endef

# Debian splits venv off Python. As root its package is installed; otherwise virtualenv does the same from PyPI.
define make_venv
if $(PYTHON) -m venv --clear .venv >/dev/null 2>&1; then exit 0; fi; \
if [[ $$(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then \
  package=python$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv; \
  echo "setup: this Python has no venv; installing $$package"; \
  export DEBIAN_FRONTEND=noninteractive; \
  { apt-get -o DPkg::Lock::Timeout=300 update -qq && apt-get -o DPkg::Lock::Timeout=300 install -qq -y --no-install-recommends $$package; } >/dev/null 2>&1 || true; \
  if $(PYTHON) -m venv --clear .venv >/dev/null 2>&1; then exit 0; fi; \
fi; \
echo "setup: this Python has no venv; using virtualenv instead"; \
$(PYTHON) -m pip install -qq --disable-pip-version-check --upgrade --require-hashes --no-deps --target .cache/virtualenv -r requirements/virtualenv.lock; \
PYTHONPATH=.cache/virtualenv $(PYTHON) -m virtualenv --quiet --clear .venv
endef

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "setup: Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1)."; exit 1; }
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then ($(make_venv)); fi
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements/run.lock | $(STAMPS)/venv
	@echo "setup: installing the packages of requirements/run.lock"
	@$(PIP) -r requirements/run.lock
	@touch $@

$(STAMPS)/test: requirements/test.lock | $(STAMPS)/run
	@echo "setup: installing the packages of requirements/test.lock"
	@$(PIP) -r requirements/test.lock
	@touch $@

# Makes `import simulator` and the `simulator` command work from any directory.
$(STAMPS)/package: pyproject.toml | $(STAMPS)/run
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/node: requirements/node.lock | $(STAMPS)/venv
	@echo "setup: no npm on this machine; installing Node into .venv"
	@$(PIP) -r requirements/node.lock
	@touch $@

static/vendor/manifest.json: package-lock.json simulator/assets.py | $(STAMPS)/run $(NPM_READY)
	@$(call browser_files,--omit=dev)
	@touch $@

.cache/axe.min.js: package-lock.json | $(STAMPS)/run $(NPM_READY)
	@$(call browser_files,)
	@touch $@
