# Holdspace. `make run` and `make test` are all that a new machine with Python 3.11 and make needs.

.DEFAULT_GOAL := help
.PHONY: help run setup dev test check bench lock format clean

# The first Python here that is new enough; bootstrap.py says what to do when there is none.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; exit; }; done; echo python3)
BIN := .venv/bin
APPS := lms content assessments courses certificates
# Three workers keep two cores busy, since browser tests wait more than they compute.
# ARGS passes anything on: make test ARGS="tests/courses -x"
WORKERS ?= 3
ARGS ?=

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: ## Set everything up and serve the site on http://localhost:8000
	@$(PYTHON) bootstrap.py run

setup: ## Set everything up, serve nothing
	@$(PYTHON) bootstrap.py setup

dev:
	@$(PYTHON) bootstrap.py dev

test: dev ## Run every test, those in a browser too
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: dev ## Look at style, types, imports, templates, migrations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	find $(APPS) -path '*/templates/*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" ALLOWED_HOSTS=holdspace.example \
		DJANGO_SETTINGS_MODULE=lms.settings.production $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: dev ## Measure what is busiest, with 200 and with 20,000 trainees (ARGS="--only PART" for a part)
	@DJANGO_SETTINGS_MODULE=lms.settings.bench $(BIN)/python manage.py bench $(ARGS)

lock: dev ## Pin what pyproject.toml and package.json ask for (ARGS=--upgrade for newer)
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.txt $(LOCK) -o requirements-dev.txt
	$(BIN)/uv pip compile --group node $(LOCK) -o requirements-node.txt
	npm install --package-lock-only --ignore-scripts
LOCK = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q $(ARGS)

format: dev ## Put code and templates into their form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find $(APPS) -path '*/templates/*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2

clean: ## Take away what was installed; the database and files in var/ stay
	rm -rf .venv .venv-node node_modules staticfiles
