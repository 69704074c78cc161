# Khéo. `make run` shows it, `make test` proves it; `make help` lists the rest.

SHELL := /bin/sh
PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
JOBS ?= 2

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest
DEMO := KHEO_HOME="$(CURDIR)/var/demo" KHEO_DEMO=1
HOME_FOLDER := KHEO_HOME="$${KHEO_HOME:-$(CURDIR)/var/home}"
# Tools that load the settings get a home of their own, so that they leave no key behind.
TOOLS := KHEO_HOME="$(CURDIR)/build/home" KHEO_SECRET_KEY=only-for-tools DJANGO_SETTINGS_MODULE=kheo.config.settings

.PHONY: help run install upgrade serve test quick check bench reader-score fmt venv

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 21

run: .venv/ready ## the demonstration with sample data, at http://127.0.0.1:8000 (PORT=…)
	@$(DEMO) $(BIN)/kheo demo
	@$(DEMO) $(BIN)/kheo serve --host 127.0.0.1 --port $(PORT)

install: .venv/ready ## a real ward: asks for the place and the first administrator (ARGS='--ward …')
	@$(HOME_FOLDER) $(BIN)/kheo setup $(ARGS)

upgrade: .venv/ready ## after a new version: database, units and styles
	@$(HOME_FOLDER) $(BIN)/kheo upgrade

serve: .venv/ready ## serves the ward that was installed (HOST=… PORT=…)
	@$(HOME_FOLDER) $(BIN)/kheo serve --host $(HOST) --port $(PORT)

test: .venv/ready-for-tests ## everything: checks, then all tests on SQLite and on PostgreSQL, browser included
	@tools/test_packages.sh
	@$(MAKE) --no-print-directory check
	@echo "── all tests on SQLite"
	@$(PYTEST) -q -n $(JOBS) --dist loadgroup
	@echo "── all tests on PostgreSQL"
	@tools/with_postgresql.py $(PYTEST) -q -n $(JOBS) --dist loadgroup

quick: .venv/ready-for-tests ## under two minutes: SQLite, no browser
	@$(PYTEST) -q -n $(JOBS) --dist loadgroup -m "not browser and not slow"

check: .venv/ready-for-tests ## style, types, what may import what, complete catalogue, no missing migration
	@mkdir -p build/home
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(TOOLS) $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translate.py --check
	$(TOOLS) $(BIN)/django-admin makemigrations --check --dry-run --verbosity 1

bench: .venv/ready-for-tests ## measures the promises of docs/promises.md
	@$(BIN)/python bench/run.py $(ARGS)

reader-score: .venv/ready-for-tests ## the reader against reports with known truth (ARGS='development --wrong')
	@$(BIN)/python -m tests.reader.reports_score $(ARGS)
	@$(BIN)/python -m tests.reader.planted

fmt: .venv/ready-for-tests ## formats what ruff can format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

venv: .venv/ready ## only the virtual environment, for example before `kheo restore`

# A file below .venv says what has been installed; nothing is fetched again until a list changes.
.venv/bin/python:
	@python=$$(tools/find_python.sh) && "$$python" -m venv .venv

.venv/ready: requirements/build.txt requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Khéo needs (about a minute the first time)…"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-for-tests: requirements/dev.txt .venv/ready
	@echo "Installing what the tests need…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
