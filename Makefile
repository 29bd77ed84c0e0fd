# A fresh machine needs Python 3.11 or newer, nothing else: everything is installed into .venv.

PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

# The newest Python that is new enough; `make run PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then command -v "$$name"; break; fi; done)

# Tests run side by side, each worker with a server and a browser of its own. Tests of a browser wait as long as they work, so there are
# two workers more than there are processors.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min((os.cpu_count() or 1) + 2, 4))')
# Each takes whole files, in their order: those of the browser, which take longest, are begun first, and what many tests of a file share
# is made once.
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

# What is never imported need not be compiled, which takes pip most of its time; Python compiles the rest when it is imported first, and
# keeps it, whatever was asked of it elsewhere: the tests start a hundred processes.
export PYTHONDONTWRITEBYTECODE :=
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run serve test lint types style layers check-data new-event unit pages browser chromium firefox office haproxy bench fuzz soak static house tour lock sbom clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run  ## Start the dashboard on http://localhost:8501 (make run PORT=9000 for another port)
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

serve: $(VENV)/.run  ## Serve it with a process a core behind HAProxy (make serve PORT=9000 PROCESSES=4)
	@$(BIN)/python scripts/serve.py --listen "*:$(PORT)" $(if $(PROCESSES),--processes $(PROCESSES))

# To check the types takes one processor as long as all that is done beside it. What `lint` has tried is not tried again.
test: $(VENV)/.dev chromium firefox office haproxy  ## Everything that must hold before a change goes in
	@$(MAKE) --no-print-directory --jobs=2 types style layers check-data
	$(PYTEST) --ignore tests/unit/test_house.py

lint: types style layers  ## Style, types, layers, and what stands where

types: $(VENV)/.dev
	$(BIN)/mypy

style: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest --quiet --no-header tests/unit/test_house.py

check-data: $(VENV)/.dev  ## Validate data/, with what is wrong, where, and how to mend it
	$(BIN)/python -m atlas.checks

new-event: $(VENV)/.dev  ## Add an event to data/: asks for it in plain words, checks it, writes its rows
	@$(BIN)/python -m atlas.curation $(if $(DATA),--data "$(DATA)")

unit: $(VENV)/.dev  ## Tests of the domain
	$(PYTEST) tests/unit

pages: $(VENV)/.dev  ## Tests of every page, without a browser
	$(PYTEST) tests/pages

browser: $(VENV)/.dev chromium firefox  ## Tests in a real browser
	$(PYTEST) tests/browser

chromium: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py

firefox: $(VENV)/.dev
	@$(BIN)/python tests/browser/firefox.py

office: $(VENV)/.dev
	@$(BIN)/python tests/integration/soffice.py

haproxy: $(VENV)/.dev
	@$(BIN)/python tests/integration/haproxy.py

bench: $(VENV)/.dev  ## What a filter change, a roomful of viewers, files, search and the start cost, in one run
	@$(BIN)/python -m tests.bench

# Every run tries something else; a finding says with which seed it comes again. Cases that take long are named among the warnings. A page
# takes a quarter of an hour: each goes to whoever is free, and where one stands is asked only after two hours.
SEED ?= $(shell $(PYTHON) -c 'import random; print(random.randrange(10**6))')
CASES ?= 10000

fuzz: $(VENV)/.dev  ## Try random addresses, files and requests (make fuzz CASES=10000 SEED=7)
	@echo "make fuzz CASES=$(CASES) SEED=$(SEED)"
	FUZZ_CASES=$(CASES) $(PYTEST) --dist worksteal --hypothesis-profile=fuzz --hypothesis-seed=$(SEED) -o faulthandler_timeout=7200 \
		tests/fuzz tests/integration/test_openapi.py::test_every_address_answers_as_described

soak: $(VENV)/.dev  ## Let many viewers come and go, and see what the server holds (make soak VIEWERS=50 MINUTES=30)
	@$(BIN)/python -m tests.bench.soak $(if $(VIEWERS),--viewers $(VIEWERS)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

static: $(VENV)/.dev  ## Rebuild the map geometry from its public packages (needs npm and a network)
	$(BIN)/python scripts/build_geometry.py

house: $(VENV)/.dev  ## Draw the picture of the house anew from the imports
	PYTHONPATH=. $(BIN)/python scripts/draw_house.py

tour: $(VENV)/.dev chromium  ## Take the pictures of docs/tour.md anew from the running dashboard
	PYTHONPATH=. $(BIN)/python scripts/take_tour.py

lock: $(BIN)/python  ## Write constraints.txt anew from requirements*.txt
	rm -rf $(VENV)/lock
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	{ echo '# Every package and version that is installed, direct or not. Written by `make lock`; do not edit.'; \
		$(VENV)/lock/bin/python -m pip freeze --disable-pip-version-check; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf $(VENV)/lock

sbom: $(VENV)/.dev  ## List every package that runs with the dashboard: sbom.cdx.json (CycloneDX) and docs/licences.md
	rm -rf $(VENV)/sbom
	$(BIN)/python -m venv --without-pip $(VENV)/sbom
	$(BIN)/python -m pip --python $(VENV)/sbom install --quiet --disable-pip-version-check --constraint constraints.txt --requirement requirements.txt
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible --output-file sbom.cdx.json $(VENV)/sbom/bin/python
	$(BIN)/python scripts/list_licences.py sbom.cdx.json
	rm -rf $(VENV)/sbom

clean:  ## Remove everything that can be made again
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "The atlas needs Python 3.11 or newer, and none was found. Install it (https://www.python.org/downloads/)"; \
		echo "or name yours: make run PYTHON=/path/to/python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11. Name a newer one: make run PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not set up $(VENV). On Debian and Ubuntu its venv module is a package of its own: apt-get install python3-venv"; exit 1; }

# A stamp is as new as the last installation, so nothing is installed again until a list changes.
$(VENV)/.run: requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing what the dashboard needs"
	@$(PIP_INSTALL) --requirement requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt constraints.txt | $(BIN)/python
	@echo "Installing what the checks need"
	@$(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $@
