# Everything a newcomer types. `make due` and `make test` set up what they need by themselves.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/ready

.PHONY: due test test-papers test-faults lint format generate lock bench quality clean

due: $(READY)  ## what the example board owes
	@$(BIN)/hscb due

test: lint $(READY)  ## every check: lint, types, layers, tests, generated files
	$(BIN)/pytest -q -n auto
	$(BIN)/hscb validate
	$(BIN)/cog --check README.md

test-papers: $(READY)  ## papers in all formats before axe-core, the Nu checker, PDF/UA and LibreOffice, as far as these are here
	$(BIN)/python tests/check_papers.py

test-faults: $(READY)  ## changes of the register while the system fails, the process is ended, others write
	$(BIN)/python tests/check_faults.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(READY)  ## write the tables of README.md, the examples of `hscb explain` and what editors need again
	$(BIN)/hscb schema --write
	$(BIN)/python -c "from hscb_pm.present.schema import editor_settings as s; print(s('register'), end='')" >.vscode/settings.json
	$(BIN)/python tests/shipped_examples.py
	$(BIN)/cog -r README.md

bench: $(READY)  ## speed and memory against floors measured in the same run
	$(BIN)/python benchmarks/speed.py

quality: $(READY)  ## how well actions and private texts are judged, on labelled ones
	$(BIN)/python benchmarks/quality.py

lock:  ## choose the newest versions that fit, for all platforms (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command 'make lock' --group dev pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@echo "Setting up .venv (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 due")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
