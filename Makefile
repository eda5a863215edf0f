# Mufakat. `make run` serves the site with its demo; `make test` runs the test suite. Needs python3 (with venv) only.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PARALLEL := -n auto --dist worksteal
MANAGE := DJANGO_SETTINGS_MODULE=cms.settings.dev $(BIN)/python manage.py

.PHONY: setup ready run install test fuzz red-team faults slowest e2e bench growth audit lint format messages lock clean

setup: ready
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_site

ready: .venv/ready
	@$(MANAGE) messages compile

.venv/ready: requirements/dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: setup
	@$(MANAGE) load_demo
	@echo "Mufakat: http://localhost:$(PORT)/"
	@$(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

# What a server needs and nothing more; the settings are not asked.
install: .venv/installed
	@env -u BASE_URL $(MANAGE) messages compile

.venv/installed: requirements/base.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

# OPTIONS go to pytest: make test OPTIONS="-k calendar".
test: ready
	$(BIN)/pytest $(PARALLEL) $(OPTIONS)

# Property tests with thousands of random examples each: one found to fail becomes a named @example of its test.
fuzz: ready
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest $(PARALLEL) -m hypothesis $(OPTIONS)

# Ten thousand changes to what was recorded, by somebody with all power over the database: one witness finds each.
red-team: ready
	RED_TEAM_CHANGES=10000 $(BIN)/pytest tests/e2e/test_red_team.py

# People read and write while each part of the machine fails in turn; the table of docs/operations.md. Long form:
# make faults FAULTS="--minutes 10 --sockets 1000 --writers 50".
faults: ready
	$(BIN)/python -m tests.faults $(FAULTS)

# The table in docs/testing.md; on a machine that does nothing else.
slowest: ready
	$(BIN)/pytest $(PARALLEL) --junit-xml=var/suite.xml
	$(BIN)/python -m tests.slowest var/suite.xml

# Browser tests and tests that start and kill servers: need Debian's chromium, fonts-dejavu-core,
# fonts-texgyre, redis-server, nginx and openssl.
e2e: ready
	$(BIN)/pytest -n auto --dist loadfile -m "browser or server" $(OPTIONS)

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.redline
	$(BIN)/python -m tests.bench.anchoring
	$(BIN)/python -m tests.bench.clause_ids
	$(BIN)/python -m tests.bench.writes

# What pages cost with ten times the demo's data, beside the demo's; half an hour on two busy cores.
growth: setup
	$(BIN)/python -m tests.bench.growth
	$(BIN)/python -m tests.bench.many_meetings

# Known holes in the packages of requirements/; says so where the index of holes cannot be asked.
audit: ready
	$(BIN)/python -m tests.audit

lint: ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house
	$(BIN)/mypy
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html' '*/templates/*.html')
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages check

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html' '*/templates/*.html')

messages: setup
	$(MANAGE) messages extract

# Pins what pyproject.toml declares, with hashes and without addresses.
lock: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements/base.txt -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra opensearch --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements/base.txt -o requirements/opensearch.txt

clean:
	rm -rf .venv var
