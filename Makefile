# Everything goes through scripts/bootstrap.py, which needs Python 3.11+ and nothing else.
# The first interpreter that really runs and is new enough: a name on the PATH may be a shim that leads nowhere.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)
VENV := .venv/bin

.PHONY: setup run test check api bench clean

define need_python
@if [ -z "$(PYTHON)" ]; then echo "Guildhall needs Python 3.11 or newer; none was found on the PATH." >&2; exit 1; fi
endef

setup:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup

run:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup --run
	@exec $(VENV)/python manage.py up

test:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py test

check:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py check

api:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/tasks.py generate

# Arguments go through: make bench ARGS=--quick
bench:
	$(need_python)
	@$(PYTHON) scripts/bootstrap.py setup
	@$(VENV)/python scripts/bench.py $(ARGS)

clean:
	rm -rf .venv .make frontend/node_modules frontend/dist .data
