PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/kg: setup.cfg
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -e .
	touch $@

$(VENV)/.test: $(BIN)/kg
	$(BIN)/pip install --quiet -e '.[test]'
	touch $@

graph: $(BIN)/kg ## build the graph of the sample corpus into out/
	$(BIN)/kg build seeds/corpus -o out
	@for question in who-launched-what who-holds-which-post figures-of-places; do echo; $(BIN)/kg query out $$question; done

test: $(VENV)/.test ## install what tests need, lint, and run them
	$(BIN)/ruff check kg tests
	$(BIN)/ruff format --check kg tests
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/.test ## measure speed and memory beside other libraries
	@for script in benchmarks/[a-z]*.py; do echo "$$script"; $(BIN)/python $$script || exit 1; done

docs: $(BIN)/kg ## the ontology as a page, in build/docs/
	$(BIN)/pip install --quiet -e '.[docs]'
	mkdir -p build/docs
	$(BIN)/pylode ontology/ontology.ttl -o build/docs/ontology.html
	@echo build/docs/ontology.html

clean: ## remove what was built
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache

.PHONY: help graph test bench docs clean
