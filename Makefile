# Everything a newcomer types. `make due` and `make test` set up what they need by themselves.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/ready

.PHONY: due test test-papers test-faults fuzz dist lint format generate pictures lock bench quality clean

due: $(READY)  ## what the example board owes
	@$(BIN)/hscb due

test: lint $(READY)  ## every check: lint, types, layers, tests, generated files
	$(BIN)/pytest -q -n auto
	$(BIN)/hscb validate
	$(BIN)/cog -I tests --check README.md docs/*.md

test-papers: $(READY)  ## papers in all formats before axe-core, the Nu checker, PDF/UA and LibreOffice, as far as these are here
	$(BIN)/python tests/check_papers.py

test-faults: $(READY)  ## changes of the register while the system fails, the process is ended, others write
	$(BIN)/python tests/check_faults.py

fuzz: $(READY)  ## what comes in, spoilt in new ways for FUZZ_SECONDS (60): answered, or one clear problem
	$(BIN)/python tests/check_fuzz.py

dist: $(READY)  ## wheel and sdist, built twice, installed alone and put to work; bill of materials, checksums
	$(BIN)/python tests/check_dist.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --quiet --offline --persona=pedantic .github

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: export UPDATE_GOLDEN = 1
generate: $(READY)  ## write again: README.md and the guide as far as they are made of what hscb says, the examples of `hscb explain`, what editors need
	$(BIN)/hscb schema --write
	$(BIN)/python -c "from hscb_pm.present.schema import editor_settings as s; print(s('register'), end='')" >.vscode/settings.json
	$(BIN)/python tests/shipped_examples.py
	$(BIN)/cog -I tests -r README.md docs/*.md
	$(BIN)/pytest -q tests/test_guide.py tests/test_picture.py

pictures: export UPDATE_GOLDEN = 1
pictures: $(READY)  ## draw the pictures of README.md and the guide again
	$(BIN)/pytest -q tests/test_picture.py

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
