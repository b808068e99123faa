# The commands of the project. `make` lists them. A command that fails ends with 1 after one sentence; GNU make says so and itself ends with 2.
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
# The newest Python >= 3.12 that can make a virtual environment; a shim that only pretends is passed over.
PYTHONS ?= python3.15 python3.14 python3.13 python3.12 /usr/bin/python3.13 /usr/bin/python3.12 python3 /usr/bin/python3
FIND_PYTHON := for candidate in $(PYTHONS); do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && echo "$$candidate" && break; done

# The wheel of pip that every Python with ensurepip has: it installs uv, and nothing else here needs it.
PIP := import ensurepip, glob, sysconfig; folders = (sysconfig.get_config_var("WHEEL_PKG_DIR"), ensurepip.__path__[0] + "/_bundled"); \
	print([wheel for folder in folders if folder for wheel in glob.glob(folder + "/pip-*.whl")][0] + "/pip")

.DEFAULT_GOAL := help
.PHONY: help demo check test lint databases structure attack bench lock messages catalogs sbom screenshots clean

help: ## List the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/uv: requirements/uv.txt
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "Python 3.12 or newer with venv is needed: install it, then run this command again." >&2; exit 1; fi; \
	"$$python" -m venv --without-pip $(VENV) && $(PY) "$$($(PY) -c '$(PIP)')" install --quiet --require-hashes -r requirements/uv.txt && touch $@

$(VENV)/.base: $(VENV)/bin/uv requirements/demo.txt
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements/demo.txt && touch $@

$(VENV)/.dev: $(VENV)/bin/uv requirements/dev.txt
	@$(VENV)/bin/uv pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r requirements/dev.txt && touch $@ $(VENV)/.base

tests/node/node_modules/.done: $(VENV)/.dev tests/node/package-lock.json
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel error && touch $@

$(VENV)/store/.done: $(VENV)/bin/uv requirements/store.txt
	@$(VENV)/bin/uv venv --quiet --clear --python $(PY) $(VENV)/store && \
		$(VENV)/bin/uv pip install --quiet --python $(VENV)/store/bin/python --require-hashes -r requirements/store.txt && touch $@

catalogs: $(VENV)/.base
	@for catalog in coalition/locale/*/LC_MESSAGES/*.po; do \
		compiled="$${catalog%.po}.mo"; [ "$$compiled" -nt "$$catalog" ] || $(VENV)/bin/pybabel --quiet compile -i "$$catalog" -o "$$compiled" || exit 1; done

demo: catalogs ## Run the whole site with demonstration content (PORT=8000)
	@exec env PYTHONDONTWRITEBYTECODE= $(PY) -m coalition.demo --port "$(PORT)"

lint: $(VENV)/.dev catalogs ## Linters, types, import contracts and migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djade --check $$(git ls-files '*.html')
	$(PY) -m tests.secrets
	$(VENV)/bin/mypy .
	DJANGO_SETTINGS_MODULE=coalition.settings.test $(PY) manage.py makemigrations --check --dry-run

databases: $(VENV)/.dev catalogs
	@DJANGO_SETTINGS_MODULE=coalition.settings.test $(PY) -m tests.databases

structure: $(VENV)/.dev catalogs ## Write the tables of an empty installation anew, after a migration
	@DJANGO_SETTINGS_MODULE=coalition.settings.test $(PY) -m tests.structure

check: $(VENV)/.dev $(VENV)/store/.done catalogs tests/node/node_modules/.done ## The inner loop: linters, types, import contract, and the tests that are fast or beside the change
	@$(MAKE) --no-print-directory lint
	$(PY) -m pytest -n 2 --dist worksteal --ignore=tests/browser -m "not slow and not attack" --durations=15

test: $(VENV)/.dev $(VENV)/store/.done catalogs tests/node/node_modules/.done ## Everything from nothing: linters, then unit, integration and browser tests
	@.ci/programs
	@$(MAKE) --no-print-directory -j2 lint databases
	$(PY) -m pytest -n 2 --dist worksteal --ignore=tests/browser --durations=15
	$(PY) -m pytest -n 2 --dist loadgroup --durations=15 tests/browser

attack: $(VENV)/.dev $(VENV)/store/.done catalogs tests/node/node_modules/.done ## What is dear: attacks, races at length, processes, walks over every page and role, coverage. On a quiet machine
	@if [ "$$(id -u)" = 0 ]; then .ci/programs caddy apache2 debootstrap buildah podman runc netavark passt; fi
	@$(MAKE) --no-print-directory databases
	ATTACK=long $(PY) -m pytest -m attack --durations=15 tests/attacks
	ATTACK=long $(PY) -m pytest -m "attack or lengthy" -n 2 --dist loadgroup --durations=15 tests/browser
	COVERAGE_CORE=sysmon ATTACK=long $(PY) -m pytest -m "attack or lengthy" -n 2 --dist worksteal --ignore=tests/attacks --ignore=tests/browser \
		--durations=15 -p tests.branches --cov --cov-report= --cov-fail-under=0
	COVERAGE_CORE=sysmon $(PY) -m pytest -n 2 --dist worksteal --ignore=tests/browser -p tests.branches --cov --cov-append

bench: $(VENV)/.dev catalogs ## The measurements, as one table (PARTS= runs some alone)
	@.ci/programs wrk
	$(PY) -m benchmarks $(PARTS)

messages: $(VENV)/.dev ## Collect the interface's strings into the four catalogs
	$(PY) -m coalition.catalogs

screenshots: $(VENV)/.dev catalogs ## Take the README's pictures again
	@.ci/programs
	DJANGO_SETTINGS_MODULE=coalition.settings.test $(PY) -m tests.screenshots

lock: $(VENV)/bin/uv ## Compile the lock files from pyproject.toml
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml -o requirements/base.txt
	for extras in "demo" "demo observe dev" "observe"; do $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -c requirements/base.txt $$(printf -- " --extra %s" $$extras) pyproject.toml -o requirements/$${extras##* }.txt || exit 1; done
	for group in store; do $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --group $$group -o requirements/$$group.txt || exit 1; done

sbom: $(VENV)/.dev ## Write what the site is made of (CycloneDX) to var/sbom.cdx.json
	@mkdir -p var && $(PY) -W ignore -m cyclonedx_py requirements requirements/base.txt --pyproject pyproject.toml --output-reproducible --sv 1.6 --of JSON -o var/sbom.cdx.json && echo var/sbom.cdx.json

clean: ## Remove the environment and all local data
	rm -rf $(VENV) var
