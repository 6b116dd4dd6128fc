# make demo: set up, then translate and summarise a real article offline. make test: the unit tests.
VENV ?= .venv
PYTHON ?= python3
ARTICLE ?= data/articles/iran-drones.txt
OUT ?= out
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: setup demo test test-all lint evaluate gate bench serve clean help

# On Linux, PyPI's torch brings several GB of CUDA; PyTorch's own index has a build for the CPU alone. Where that
# index cannot be reached, pip says nothing and takes PyPI's.
ifeq ($(shell uname -s),Linux)
TORCH_INDEX ?= --extra-index-url https://download.pytorch.org/whl/cpu --timeout 20 --retries 1
endif

$(READY): pyproject.toml configs/constraints.txt
	$(PYTHON) -m venv $(VENV)
	@echo "Installing torch and the other packages into $(VENV) (about 2 GB; a few minutes)"
	$(BIN)/python -m pip install -qq "$$(grep '^torch==' configs/constraints.txt)" $(TORCH_INDEX)
	$(BIN)/python -m pip install -q -c configs/constraints.txt -e '.[dev,lexrank]'
	@touch $@

setup: $(READY)  ## Create the environment and install everything

demo: setup  ## Translate and summarise a real Dutch article offline; say where the html lies
	$(BIN)/overzet translate $(ARTICLE) -c offline --format txt
	$(BIN)/overzet translate $(ARTICLE) -c offline --format html -o $(OUT)

test: setup  ## Unit tests (about 2 minutes)
	$(BIN)/python -m pytest

test-all: setup  ## Unit tests and the slow ones
	$(BIN)/python -m pytest -m 'slow or not slow'

lint: setup  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: setup  ## Compare what configs/eval.toml names; DATA="a.tsv.gz ..." adds other sets
	$(BIN)/overzet evaluate $(DATA) -c eval -o $(OUT)/eval
	@echo "The report: $(OUT)/eval/report.html"

gate: setup  ## Hold the bundled model's scores on the desk set against data/gate.json
	$(BIN)/overzet evaluate desk -c offline -o $(OUT)/gate
	$(BIN)/overzet gate $(OUT)/gate/report.json

bench: setup  ## Speed, memory and start-up of the engines, as ratios (about 5 minutes)
	$(BIN)/python -m pipeline.evaluation.bench run --growth

serve: setup  ## The desk's page at http://127.0.0.1:8000/, offline
	$(BIN)/overzet serve -c offline

clean:  ## Remove the environment, caches and outputs
	rm -rf $(VENV) $(OUT) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 12
