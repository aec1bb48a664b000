"""The embedded model server: a process of its own, started and ended by `assistant.embedded`.

    python -m assistant.llama_server MODEL.gguf --threads N

Reads the access key from SOURCEBOUND_SERVER_KEY, loads the model, prints its loopback address
on one line and serves until its standard input ends (so it ends with the process that started
it, however that one ends).
"""

from __future__ import annotations

import argparse
import os
import sys
import threading


def main() -> None:
    """Load, tell the address, wait."""
    parser = argparse.ArgumentParser(prog="python -m assistant.llama_server")
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--context", type=int, default=4096, help="tokens of context")
    options = parser.parse_args()

    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [os.environ["SOURCEBOUND_SERVER_KEY"]]
    params.n_ctx = options.context
    params.n_parallel = 1
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.verbosity = 0
    params.ui = False
    params.endpoint_slots = False
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server = xllamacpp.Server(params)
    print(f"serving {server.listening_address}", flush=True)
    threading.Event().wait()


def _end_with_parent() -> None:
    """End this process when standard input ends, also while the model is loading."""
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)  # the library's threads would keep the process alive


if __name__ == "__main__":
    main()
