# One command each: `make help` lists them. Needs Python 3.11 or newer, make and the internet; nothing else.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PORT ?= 8000
N ?= 100000
ASSETS ?= 50000
CONTRACTS ?= 5000
ARGS ?=
UV_COMPILE = .run/boot/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-header pyproject.toml

.PHONY: help setup demo reset test test-fast bench lint format lock secrets

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: .venv/.installed .run/env frontend ## Make .venv, fetch browser files, choose ports and secrets

demo: setup ## Run everything with the demo hospital (PORT=8000; DEMO_PASSWORD chooses the password)
	@exec $(BIN)/python -m hospital_itsm.embedded.demo --port $(PORT)

reset: .venv/.installed ## Forget the demo and the test databases
	@$(BIN)/python -m hospital_itsm.embedded.reset

test: setup ## Run all tests (BROWSER=skip leaves the browser out; ARGS="-k word" chooses)
	@$(BIN)/python -m hospital_itsm.embedded.browser
	$(BIN)/python -m pytest $(ARGS)

test-fast: setup ## Run all tests but the browser's
	$(BIN)/python -m pytest -m "not browser" $(ARGS)

bench: setup ## Measure speed with N=100000 tickets, ASSETS=50000 and CONTRACTS=5000 (0 leaves them out)
	$(BIN)/python -m tests.bench --tickets $(N) --assets $(ASSETS) --contracts $(CONTRACTS) $(ARGS)

lint: setup ## Check style, types and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -W ignore manage.py makemigrations --check --dry-run

format: setup ## Lay the code out and sort imports
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: .venv/.installed ## Compile requirements*.txt from pyproject.toml
	$(BIN)/python -m pip install --quiet --upgrade --target .run/boot/uv uv
	$(UV_COMPILE) --output-file requirements.txt
	$(UV_COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt

secrets: ## Make the secrets that docker-compose.yml reads
	@$(PYTHON) hospital_itsm/embedded/container_secrets.py

.PHONY: frontend
frontend: .venv/.installed
	@$(BIN)/python -m hospital_itsm.embedded.frontend

.venv/.installed: requirements-dev.txt hospital_itsm/embedded/bootstrap.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=..."; exit 1; }
	@$(PYTHON) hospital_itsm/embedded/bootstrap.py
	@touch $@

.run/env: .venv/.installed
	@$(BIN)/python -m hospital_itsm.embedded.prepare
	@touch $@
