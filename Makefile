# `make` alone says what there is. Everything runs in .venv, which `make setup` fills from requirements.lock.
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
VENV := .venv/bin/python
READY := .venv/ready
BENCHMARKS := answering latency flood portal two history
MIN_PYTHON := import sys; sys.exit(sys.version_info < (3, 11))

help: ## What can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Make .venv with the pinned packages (every other target does it by itself)

demo: setup ## The whole product on this machine, with a page of phones; PORT=8000
	@$(VENV) main.py demo --port $(PORT)

run: setup ## The bot for real people: needs BOT_TOKEN in .env (see .env.example)
	@$(VENV) main.py run

test: setup ## All tests but those of the page, on SQLite and PostgreSQL
	@$(VENV) -m pytest -n auto --ignore=tests/page

test-page: setup ## The demo's page in a real browser; installs Debian's chromium where there is no browser
	@command -v "$${CHROMIUM:-chromium}" || command -v google-chrome || $(MAKE) --no-print-directory chromium
	@$(VENV) -m pytest tests/page

check: setup ## Lint, format, types, house rules, migrations; where there is a .env also the bot's own check
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy
	@$(VENV) -m pytest tests/test_house.py tests/test_lock.py tests/test_migrations.py tests/test_settings.py
	@test ! -e .env || $(VENV) main.py check

rehearsal: setup ## A month in a minute or two: 200 officials, trouble on the way; rehearsal.txt has what everybody saw
	@$(VENV) -m rehearsal rehearsal.txt

bench: setup ## Beside bare bots, a flood, a morning, years of history; nine minutes, on a machine that does nothing else
	@for each in $(BENCHMARKS); do printf '\n== %s\n' $$each && $(VENV) -m benchmarks.$$each || exit 1; done

chaos: setup ## 20 times kill -9 under load and through Telegram's faults, on both databases; some ten minutes
	@$(VENV) -m benchmarks.chaos

migration: setup ## Write the migration for changed tables: NAME="courses have a room"
	@$(VENV) -m migrations.new "$(NAME)"

lock: setup ## Pin the newest packages that pyproject.toml allows
	@$(VENV) -m uv pip compile -q --upgrade --universal --generate-hashes --no-header \
		--group dev pyproject.toml -o requirements.lock

chromium:
	@command -v apt-get >/dev/null || { echo "No browser here: install Chromium, or name one in CHROMIUM."; exit 1; }
	@if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as=sudo; else \
		echo "No browser here, and no right to install one: sudo apt-get install chromium"; exit 1; fi; \
	$$as apt-get update -q && $$as apt-get install -qy --no-install-recommends chromium

# uv is quick, but knows only its own index settings; pip follows the machine's. Both check every hash.
$(READY): requirements.lock
	@$(PYTHON) -c '$(MIN_PYTHON)' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python has no venv here: apt-get install python3-venv"; exit 1; }
	@$(VENV) -c '$(MIN_PYTHON)' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@echo "Installing packages into .venv (once)"
	@{ $(VENV) -m pip install -q --disable-pip-version-check uv==$(UV_VERSION) && \
		$(VENV) -m uv pip sync -q --require-hashes --python $(VENV) requirements.lock; } || \
		$(VENV) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

.PHONY: help setup demo run test test-page check rehearsal bench chaos migration lock chromium
