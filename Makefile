# Everything goes through scripts/bootstrap.py, which needs Python 3.11+ and nothing else.
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
VENV := .venv/bin

.PHONY: setup run test check api bench clean

setup:
	@$(PYTHON) scripts/bootstrap.py setup

run:
	@$(PYTHON) scripts/bootstrap.py setup --run
	@exec $(VENV)/python manage.py up

test:
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py test

check:
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py check

api:
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py generate

clean:
	rm -rf .venv .make frontend/node_modules frontend/dist .data
