# Two commands do everything: `make run` and `make test`. Both set up what is missing first.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -qq
STAMP := $(VENV)/.installed
TORCH := torch==2.13.0

.PHONY: run test setup check format eval gate bench lock models browser clean

run: setup
	@$(PY) app.py

setup: $(STAMP) models

# The lock pins every package but PyTorch by hash; PyTorch by version, so that pip may take a build for this machine.
# Without --no-compile pip makes bytecode of all that is installed, one file after the other: longer than all the rest;
# Python makes it of what is imported, when it is.
$(STAMP): requirements.lock Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sourcebound needs Python 3.11 or newer; run: make PYTHON=python3.11")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing packages (once; a few minutes) …"
	@$(PIP) install --no-compile --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-compile $(TORCH)
	@touch $@

models: $(STAMP)
	@$(PY) -m assistant models --fetch needed >/dev/null

browser:
	@sh tests/install_browser.sh

test: setup browser
	@$(PY) -m pytest

check: $(STAMP)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

format: $(STAMP)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

eval: setup
	@$(PY) -m eval run --data data/eval --gate embedded

# The quick half of it, for CI: quotes alone over the whole split, and a sample with the model.
gate: setup
	@$(PY) -m eval run --data data/eval --llm none --name quotes --gate none
	@$(PY) -m eval run --data data/eval --sample 21 --name sample --gate sample

bench: setup
	@$(PY) -m eval bench

# Made with uv (pip install uv); PyTorch and the CUDA packages that it may ask for are left out.
LEFT_OUT := torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc \
	nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
	nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
		$(foreach name,$(LEFT_OUT),--no-emit-package $(name)) -o requirements.lock

clean:
	rm -rf $(VENV) dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
