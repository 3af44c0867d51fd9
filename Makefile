# Two commands are enough: `make demo` and `make test`. Both set up what they need, once.

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.ready-to-run
DEV := $(VENV)/.ready-to-develop
DOC := $(VENV)/.ready-for-docs
DEAL := examples/microsoft-openai/microsoft-openai.deal

.DEFAULT_GOAL := help
.PHONY: help demo test lint agreement laws bench docs grammar schema clean

help:  ## Say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(RUN)  ## Check the reference deal, draw its timeline, ask it, run it over many futures, write a report
	$(call show,check $(DEAL) --quiet,0)
	$(call show,timeline $(DEAL),0)
	$(call show,ask $(DEAL) "microsoft may use openai.models on 2031-06-01" --known-by 2025-09-11,1)
	$(call show,ask $(DEAL) "microsoft may use openai.models on 2031-06-01" --known-by 2025-10-29,0)
	$(call show,ask $(DEAL) "openai may buy compute from oracle on 2025-06-01",3)
	$(call show,ask $(DEAL) "microsoft may use openai.research on 2028-06-01",3)
	$(call show,run $(DEAL) --paths 16k,0)
	@mkdir -p build
	$(call show,report $(DEAL) --to build/microsoft-openai.html,0)
	@printf '\nOpen build/microsoft-openai.html in any browser.\n'

# One command of the demonstration: printed, run, and held to its exit code (1 is a no, 3 a depends).
define show
@printf '\n$$ termwise %s\n\n' '$(1)'
@$(BIN)/termwise $(1); [ $$? -eq $(2) ]
endef

test: $(DEV)  ## Run every test, then the linters
	@$(BIN)/python -m pytest -n auto --dist worksteal -q
	@$(MAKE) --no-print-directory lint

lint: $(DEV)  ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

agreement: $(DEV)  ## Compare the engines on 50,000 random deals (hours); DEALS=1000 for fewer
	@$(BIN)/python -m tests.generated.agree --deals $(or $(DEALS),50000) --seed $(or $(SEED),1)

laws: $(DEV)  ## Try every law on 100 times as many random deals as the tests do (hours); TIMES=10 for fewer
	@TERMWISE_TIMES=$(or $(TIMES),100) $(BIN)/python -m pytest -q -n auto -m 'not slow' tests/generated tests/lower

bench: $(DEV)  ## Time reading, checking and simulating; writes docs/benchmarks.md
	@$(call set_up,--inexact --group bench,. --group dev --group bench) || echo 'Numba and JAX are left out: they cannot be installed here'
	@$(BIN)/python -m bench.run

docs: $(DOC)  ## Build the documentation into docs/_build
	@$(BIN)/python -m sphinx -W -q -b html docs docs/_build
	@echo 'Open docs/_build/index.html'

grammar: $(RUN)  ## Write the page of the grammar from the parser's docstrings
	@$(BIN)/python docs/language/generate.py
	@echo 'Wrote docs/language/grammar.md'

schema: $(RUN)  ## Write the JSON Schema of a deal
	@$(BIN)/python docs/schema/generate.py
	@echo 'Wrote docs/schema/deal.schema.json'

clean:  ## Remove everything that was built, the environment too
	rm -rf $(VENV) build dist docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Setting up: with uv when it is there (the exact versions of uv.lock), else with venv and pip.

$(RUN): pyproject.toml uv.lock
	@$(call set_up,--no-dev --inexact,.)
	@touch $@

$(DEV): pyproject.toml uv.lock
	@$(call set_up,--inexact,. --group dev)
	@touch $@ $(RUN)

$(DOC): pyproject.toml uv.lock
	@$(call set_up,--inexact --group docs,. --group dev --group docs)
	@touch $@ $(DEV) $(RUN)

# $(1): what uv syncs; $(2): what pip installs.
define set_up
if command -v uv > /dev/null 2>&1 && uv sync --frozen --quiet $(1); then exit 0; fi; \
python=; \
for candidate in python3.13 python3.12 python3.11 python3; do \
    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then python="$$candidate"; break; fi; \
done; \
if [ -z "$$python" ]; then \
    echo 'Termwise needs Python 3.11 or newer, and found none as python3.13, python3.12, python3.11 or python3.' >&2; \
    echo 'Install one from https://www.python.org/downloads/, or install uv (https://docs.astral.sh/uv/), which brings its own.' >&2; \
    exit 1; \
fi; \
echo "Setting up in $(VENV) with $$("$$python" --version) …" >&2; \
{ [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); } && \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable $(2)
endef
