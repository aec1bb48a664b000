"""The model interface against a server of our own that speaks the OpenAI protocol, and the embedded server's life."""

from __future__ import annotations

import http.server
import json
import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.llm import Message, NoModel, ServedModel, Usage, open_model
from corpus.errors import ModelUnavailable, SourceboundError
from corpus.settings import ModelSettings

CHAT = [Message("user", "hello")]


class Handler(http.server.BaseHTTPRequestHandler):
    """Lists one model, streams three words, or fails."""

    mode = "fine"
    seen: dict[str, object] = {}
    broken = b""

    def log_message(self, *args: object) -> None: ...

    def do_GET(self) -> None:
        self.reply(json.dumps({"object": "list", "data": [{"id": "their-model", "object": "model"}]}).encode(), "application/json")

    def do_POST(self) -> None:
        type(self).seen = {"body": json.loads(self.rfile.read(int(self.headers["Content-Length"]))), "key": self.headers["Authorization"]}
        if self.mode == "without" and self.seen["body"]["logprobs"]:  # type: ignore[index]
            self.send_error(400, "logprobs is not supported")
            return
        if self.mode == "broken":
            self.send_error(500, "no memory")
            return
        if self.mode == "stream":
            self.reply(self.broken, "text/event-stream")
            return
        chunks = [{"choices": [{"index": 0, "delta": {"content": word}}]} for word in ("It ", "rained ", "[1].")]
        if self.mode == "likely":
            tokens = [
                {"token": token, "logprob": math.log(share), "bytes": None} for token, share in ((" No", 0.6), ("yes", 0.2), ("Yes", 0.1), ("I", 0.1))
            ]
            chunks = [{"choices": [{"index": 0, "delta": {"content": "No"}, "logprobs": {"content": [tokens[0] | {"top_logprobs": tokens}]}}]}]
        chunks.append({"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}})
        lines = (
            "".join(f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'm'} | c)}\n\n" for c in chunks)
            + "data: [DONE]\n\n"
        )
        self.reply(lines.encode(), "text/event-stream")

    def reply(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.mode = "fine"
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_any_openai_compatible_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCEBOUND_API_KEY", "secret-key")
    model = open_model(address, ModelSettings())
    usage = Usage()
    assert model.name == "their-model"
    assert "".join(model.stream(CHAT, 50, usage)) == "It rained [1]."
    assert (usage.prompt, usage.written) == (12, 3)
    assert Handler.seen["key"] == "Bearer secret-key"
    body = Handler.seen["body"]
    assert isinstance(body, dict)
    assert (body["temperature"], body["model"], body["max_tokens"]) == (0.0, "their-model", 50)


def test_how_likely_a_yes_is_where_the_server_tells(address: str) -> None:
    model = open_model(address, ModelSettings())
    assert model.says_yes(CHAT) is None
    Handler.mode = "likely"
    assert model.says_yes(CHAT) == pytest.approx(math.log(0.3 / 0.6), abs=1e-4)
    body = Handler.seen["body"]
    assert isinstance(body, dict)
    assert (body["logprobs"], body["max_tokens"]) == (True, 1)
    "".join(model.stream(CHAT, 50, Usage()))
    body = Handler.seen["body"]
    assert isinstance(body, dict)
    assert body["max_tokens"] == 50  # each call asks for its own
    Handler.mode = "broken"
    with pytest.raises(ModelUnavailable):
        model.says_yes(CHAT)
    Handler.mode = "without"
    assert model.says_yes(CHAT) is None
    Handler.mode = "likely"
    assert model.says_yes(CHAT) is None  # it said that it cannot
    assert NoModel().says_yes(CHAT) is None


def test_a_failing_server_is_told_in_one_line(address: str) -> None:
    model = open_model(address, ModelSettings())
    Handler.mode = "broken"
    with pytest.raises(ModelUnavailable, match=r"failed.*use --llm none") as caught:
        list(model.stream(CHAT, 5, Usage()))
    assert "\n" not in str(caught.value)


def test_an_absent_server_is_told_before_anything_is_asked() -> None:
    with pytest.raises(ModelUnavailable, match="No model server answers"):
        open_model("http://127.0.0.1:9", ModelSettings())


def test_choices_that_name_no_model(tmp_path: Path) -> None:
    with pytest.raises(SourceboundError, match="names no model"):
        open_model("gpt", ModelSettings())
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        open_model(str(tmp_path / "gone.gguf"), ModelSettings())
    (tmp_path / "bad.gguf").write_bytes(b"nonsense")
    with pytest.raises(ModelUnavailable, match="no GGUF"):
        open_model(str(tmp_path / "bad.gguf"), ModelSettings())
    with pytest.raises(SourceboundError, match="no model that answers"):
        open_model("all-MiniLM-L6-v2", ModelSettings())


def test_none_is_never_asked() -> None:
    with pytest.raises(ModelUnavailable):
        NoModel().stream(CHAT, 5, Usage())


def test_a_gguf_that_cannot_be_loaded_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\x00" * 4000)
    model = open_model(str(tmp_path / "broken.gguf"), ModelSettings())
    with pytest.raises(ModelUnavailable, match=r"could not start.*--llm none") as caught:
        list(model.stream(CHAT, 5, Usage()))
    assert "\n" not in str(caught.value)
    model.close()


@pytest.mark.model
def test_the_embedded_server_starts_is_started_again_and_ends() -> None:
    model = open_model("embedded", ModelSettings())
    assert isinstance(model, ServedModel)
    assert model.state == "off"
    model.start()
    assert model.state in ("loading", "ready")
    assert "".join(model.stream([Message("user", "Reply with the word yes.")], 5, Usage()))
    assert model.server is not None
    pid = model.server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    assert model.state == "failed"
    usage = Usage()
    assert "".join(model.stream([Message("user", "Reply with the word yes.")], 5, usage))
    assert usage.prompt > 0
    second = model.server.pid
    assert second not in (None, pid)
    model.close()
    assert model.state == "off"
    with pytest.raises(ProcessLookupError):
        os.kill(second or 0, 0)


@pytest.mark.parametrize(
    "stream", [b"data: {not json}\n\n", b'data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":null}\n\n']
)
def test_a_stream_that_breaks_is_told_in_one_line(address: str, stream: bytes) -> None:
    model = open_model(address, ModelSettings())
    Handler.broken, Handler.mode = stream, "stream"
    with pytest.raises(ModelUnavailable, match="failed") as caught:
        list(model.stream(CHAT, 5, Usage()))
    assert "\n" not in str(caught.value)
