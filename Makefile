# Two commands matter: `make demo` shows the product, `make test` proves it. Each sets itself up.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
WORKERS ?= 2

.PHONY: help demo test env test-env assets check lock messages bench clean \
        check-style check-types check-imports check-templates check-migrations check-structure \
        test-sqlite test-postgres test-coverage test-journeys

help:
	@echo "make demo    the demo kommun on http://localhost:$(PORT)"
	@echo "make test    every check, every test on both databases, the browser journeys"
	@echo "make check   the fast part of make test (under half a minute)"
	@echo "make env     only the environment: .venv/bin/lofte"
	@echo "make assets  style sheets, fonts and scripts for the browser"
	@echo "make lock    choose new versions of the libraries and lock them with hashes"
	@echo "make messages  collect the texts to translate, and compile the translations"
	@echo "make bench   speed, memory and growth"
	@echo "make clean   remove what the commands made, except the data in var/"

env:
	@$(PYTHON) scripts/environment run

test-env:
	@$(PYTHON) scripts/environment all

assets: env
	@$(PYTHON) scripts/environment assets
	@$(BIN)/python -m lofte.project.assets
	@$(BIN)/python -m lofte.project.messages

demo: export LOFTE_DEMO := 1
demo: export LOFTE_DATA ?= $(CURDIR)/var/demo
demo: assets
	@$(BIN)/lofte migrate --verbosity 0
	@$(BIN)/lofte collectstatic --noinput --verbosity 0
	@$(BIN)/lofte demo --port $(PORT)

check: test-env
	@$(MAKE) --no-print-directory -k -j $(WORKERS) check-types check-style check-imports \
		check-templates check-migrations check-structure

check-style:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

check-types:
	@$(BIN)/mypy

check-imports:
	@$(BIN)/lint-imports --no-logo

check-templates:
	@$(BIN)/djlint lofte --lint --quiet

check-migrations:
	@DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=. $(BIN)/django-admin makemigrations --check --dry-run

check-structure:
	@$(BIN)/python -m pytest tests/structure

# The journeys come last, so that the last lines of a run are a summary by pytest.
test: test-env
	@$(PYTHON) scripts/environment assets
	@$(BIN)/python -m lofte.project.assets
	@$(BIN)/python -m lofte.project.messages
	@$(BIN)/python scripts/browser
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgres
	@$(MAKE) --no-print-directory test-coverage
	@$(MAKE) --no-print-directory test-journeys

SUITE := $(BIN)/python -m pytest -n $(WORKERS) --dist=worksteal --ignore=tests/journeys --ignore=tests/structure

test-sqlite:
	@echo "== The suite on SQLite"
	@rm -f .coverage .coverage.*
	@$(SUITE) --cov=lofte --cov-branch --cov-report=

# What touches no database is the same on both: pytest-django refuses it one, so this stays true.
# So is what the forms let in: a long walk, and the guard reads before anything is stored.
PURE := $(foreach part,analysis reference benchmarks demo/test_planted_in_every_form.py,--ignore=tests/$(part))

test-postgres:
	@echo "== The suite on PostgreSQL"
	@$(SUITE) $(PURE) --ds=tests.settings_postgres

test-coverage:
	@$(BIN)/python scripts/coverage-floor

JOURNEYS = LOFTE_CHROMIUM="$$($(BIN)/python scripts/browser)" $(BIN)/python -m pytest

test-journeys:
	@echo "== The journeys in a browser"
	@$(JOURNEYS) tests/journeys
	@echo "== The journeys where many write at once, on PostgreSQL"
	@$(JOURNEYS) --ds=tests.settings_postgres \
		$(foreach name,offline photos two_reviewers reviewing_by_keys,tests/journeys/test_$(name).py)

lock:
	@$(PYTHON) scripts/lock
	@$(PYTHON) scripts/environment all
	@$(BIN)/python -m lofte.project.assets lock

messages: test-env
	@scripts/messages

bench: test-env
	@$(PYTHON) scripts/environment bench
	@missed=0; \
	$(BIN)/python -m benchmarks || missed=1; \
	$(BIN)/python -m benchmarks.pages || missed=1; \
	$(BIN)/python -m benchmarks.sending || missed=1; \
	$(BIN)/python -m benchmarks.stage || missed=1; \
	$(BIN)/python -m benchmarks.stage postgres || missed=1; \
	$(BIN)/python -m benchmarks.guard || missed=1; \
	exit $$missed

clean:
	rm -rf .venv .venv-tools node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache .coverage .coverage.* lofte/project/static/vendor \
		lofte/locale/*/LC_MESSAGES/*.mo
