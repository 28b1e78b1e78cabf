# Two commands matter: `make demo` shows what it does, `make test` checks all of it. Each sets up what it needs.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test test-servers check-format lock bench evaluate crash fuzz soak simulate clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

install: $(VENV)/.run ## builds .venv with the triaged command in it
	@echo "ready: $(BIN)/triaged"

demo: $(VENV)/.demo ## watch it work for a minute: no account, no server, no root
	@$(BIN)/triaged demo

test: $(VENV)/.test ## everything: style, types, contracts, tests against real servers (under 15 minutes)
	@$(BIN)/python tools/check.py

test-servers: ## installs Dovecot, Postfix, PostgreSQL, strace and libfaketime (as root, on Debian or Ubuntu)
	@tools/install-test-servers.sh

check-format: $(VENV)/.test ## style and types only
	@$(BIN)/python tools/check.py --quick

bench: $(VENV)/.test ## measures against peers, in one run; CHECK=1 fails when a figure falls short
	@CHECK=$(CHECK) $(BIN)/python -m bench

evaluate: $(VENV)/.test ## what the judgement reaches, on labelled mail; writes docs/judgement.md; fails when an "at least" is missed
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.judgement

crash: $(VENV)/.test ## kills the daemon at every system call and 1,000 times at random
	@$(BIN)/python -m tests.crash

fuzz: $(VENV)/.fuzz ## 1,000,000 inputs to all that reads mail and help articles
	@$(BIN)/python -m tests.fuzz

soak: $(VENV)/.test ## ten minutes of mail; fails when memory grows
	@$(BIN)/python -m bench.soak

simulate: $(VENV)/.test ## years of a desk in virtual time: DAYS=1000 SEED=1; fails at the first broken invariant
	@$(BIN)/python -m tests.simulate --days $(or $(DAYS),1000) --seed $(or $(SEED),1)

lock: ## resolves the dependencies again and writes requirements/
	@tools/lock.sh

clean: ## removes the virtual environment and all caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    || { echo "triaged needs Python 3.11 or newer as '$(PYTHON)' (make PYTHON=python3.12 ...)" >&2; exit 69; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "Python is here without venv: apt-get install python3-venv" >&2; exit 69; }
	@$(PYTHON) -m venv $(VENV)

# One stamp a set: an unchanged lock is not installed again. The wider sets hold the narrower ones.
$(VENV)/.%: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "installing what requirements/$*.txt names ..."
	@$(PIP) install --require-hashes -r $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
