# Alder: `make run` and `make test` are all a newcomer needs; each sets up what is missing first.
SHELL := /bin/sh
.DEFAULT_GOAL := help
UV_VERSION := 0.13.9
UV := .tools/bin/uv
PYTHON := .venv/bin/python
NLU_PYTHON := nlu/.venv/bin/python
ENCODER_PYTHON := nlu/encoder/.venv/bin/python
EVAL ?= ../shared/eval/messages.jsonl
export RASA_TELEMETRY_ENABLED := false
ifdef CI
export UV_NO_PROGRESS := 1
endif

.PHONY: help setup train encoder run test lint classify chat-json content links preview eval bench bench-nlu bench-nlupp clean
help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

.tools/bin/uv:
	@echo "Alder: installing uv $(UV_VERSION) …" >&2
	@scripts/install-uv $(UV_VERSION) >&2

.venv/.ready: pyproject.toml uv.lock | .tools/bin/uv
	@echo "Alder: setting up the bot's environment …" >&2
	@$(UV) sync --frozen >&2
	@touch $@

nlu/.venv/.ready: nlu/pyproject.toml nlu/uv.lock | .tools/bin/uv
	@echo "Alder: setting up the NLU's environment (Rasa with TensorFlow, about 2.7 GB: some minutes) …" >&2
	@python=$$(scripts/find-python310 $(UV)) && $(UV) sync --frozen --project nlu --python "$$python" >&2
	@touch $@

setup: .venv/.ready nlu/.venv/.ready ## Set up both environments

train: setup ## Train the NLU when its inputs changed
	@PYTHONPATH=. $(NLU_PYTHON) -m nlu.train >&2

run: train ## Start everything: NLU, console, and the bot (or a chat in the terminal)
	@$(PYTHON) -m bot run

test: train lint ## Check style and types, then run every test
	@$(PYTHON) -m pytest

lint: .venv/.ready ## Check style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

classify: train ## Read JSON lines of messages, write their labels
	@$(PYTHON) -m bot classify

chat-json: train ## Read JSON lines of events, write the replies
	@$(PYTHON) -m bot chat --json

content: .venv/.ready ## Check every card, link and fact
	@$(PYTHON) -m bot content check

preview: .venv/.ready ## Show every card and some conversations as a chat, in one page (build/preview.html)
	@$(PYTHON) -m scripts.preview

links: .venv/.ready ## Open every link online, and date those that answered
	@$(PYTHON) -m bot content check-links

nlu/encoder/.venv/.ready: nlu/pyproject.toml nlu/uv.lock | .tools/bin/uv
	@echo "Alder: setting up the encoder's environment …" >&2
	@python=$$(scripts/find-python310 $(UV)) && cd nlu && \
	 UV_PROJECT_ENVIRONMENT=encoder/.venv ../$(UV) sync --frozen --group encoder --python "$$python" >&2
	@touch $@

encoder: nlu/encoder/.venv/.ready ## Tune the sentence encoder anew (two hours, can be resumed; FROM=revision: a quarter)
	@PYTHONPATH=. $(ENCODER_PYTHON) -W ignore -m nlu.encoder.build $(if $(FROM),--from $(FROM))

eval: train ## Measure how well messages are read, by folds and on labelled ones (EVAL=path of them)
	@mkdir -p nlu/models/eval
	@$(PYTHON) -m bot classify < $(EVAL) > nlu/models/eval/both.jsonl
	@$(PYTHON) -m bot classify --without-nlu < $(EVAL) > nlu/models/eval/screen.jsonl
	@PYTHONPATH=. $(NLU_PYTHON) -W ignore -m nlu.eval.results $(EVAL) nlu/models/eval/both.jsonl nlu/models/eval/screen.jsonl

bench: train ## Measure throughput and waiting beside a bare echo bot (EVAL=path of messages)
	@$(PYTHON) -m bench.telegram_load $(EVAL)

bench-nlu: train nlu/encoder/.venv/.ready ## Compare our understanding with stock Rasa and a plain regression (an hour; can be resumed)
	@PYTHONPATH=. $(NLU_PYTHON) -W ignore -m bench.nlu $(EVAL)

bench-nlupp: nlu/encoder/.venv/.ready ## Measure our components on the public NLU++ data (NLUPP=its folder; an hour; can be resumed)
	@test -n "$(NLUPP)" || { echo "Say where the data is: make bench-nlupp NLUPP=folder" >&2; exit 2; }
	@PYTHONPATH=. $(ENCODER_PYTHON) -W ignore -m bench.nlupp $(NLUPP)

clean: ## Remove the environments and the model; the database stays
	rm -rf .tools .venv nlu/.venv nlu/encoder/.venv nlu/models
