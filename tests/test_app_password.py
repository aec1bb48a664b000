"""With --auth, nothing of a library is given to whoever has no password."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from fakes import ScriptedModel

from app import build_page, guarded
from assistant.session import Session
from index.opened import Index

FONTS = Path(__file__).parent.parent / "assistant" / "ui" / "fonts"
READ = (
    "/config",
    "/gradio_api/info",
    f"/gradio_api/file={FONTS / 'LICENSE'}",
    "/gradio_api/queue/data?session_hash=x",
    "/gradio_api/heartbeat/x",
    "/gradio_api/upload_progress?upload_id=x",
)
ACT = (
    "/gradio_api/queue/join",
    "/gradio_api/component_server",
    "/gradio_api/run/predict",
    "/gradio_api/upload",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/stream/x/close",
)
BODY = {"data": [json.dumps({"article": "x"})], "fn_index": 0, "session_hash": "x", "component_id": 1, "fn_name": "open_passage"}


def status(address: str, body: object = None) -> int:
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, {"content-type": "application/json"}), timeout=10) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_no_route_reads_or_acts_without_the_password(index: Index) -> None:
    import gradio as gr

    gr.set_static_paths([FONTS])
    page = build_page(Session(index, ScriptedModel()))
    _, address, _ = page.launch(
        server_name="127.0.0.1", prevent_thread_lock=True, quiet=True, ssr_mode=False,
        **guarded("reader:secret"),
    )  # fmt: skip
    try:
        assert status(address) == 200  # the form that asks for it
        asked = {path: status(address.rstrip("/") + path) for path in READ} | {path: status(address.rstrip("/") + path, BODY) for path in ACT}
        assert set(asked.values()) == {401}, asked
        form = urllib.parse.urlencode({"username": "reader", "password": "secret"}).encode()
        reader = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        reader.open(address.rstrip("/") + "/login", form, timeout=10)
        assert reader.open(address.rstrip("/") + "/gradio_api/info", timeout=10).status == 200
    finally:
        page.close()
