"""Sourcebound in the browser: `python app.py`. Wiring only; the page's pieces are in assistant/ui."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import command
from corpus.errors import SourceboundError
from corpus.settings import data_directory

if TYPE_CHECKING:
    from assistant.session import Session

UI = Path(__file__).resolve().parent / "assistant" / "ui"


def build_page(session: Session) -> Any:
    """The Gradio Blocks of the page, over an open session."""
    import gradio as gr

    from assistant.feedback import MOST_CHARACTERS
    from assistant.ui import markup
    from assistant.ui.panel import open_passage
    from assistant.ui.talk import talk
    from assistant.ui.verdict import Verdict, comment, judge

    def state() -> tuple[str, Any]:
        return _model_line(session), gr.Timer(active=session.model.state in ("off", "loading"))

    def begin() -> tuple[str, str, str]:
        articles = session.index.library.all()
        return session.conversations.begin(), markup.library(articles, date.today()), markup.welcome(len(articles))

    def ask(question: str, conversation: str, messages: list[dict[str, str]]) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        messages = [*messages, {"role": "user", "content": markup.asked(question)}]
        for number, view in enumerate(talk(session, conversation, question)):
            shown = [*messages, {"role": "assistant", "content": view.message}]
            # The question is cleared once: what a reader types meanwhile stays.
            yield gr.skip() if number else "", shown, gr.skip() if view.panel is None else view.panel

    def like(conversation: str, event: gr.LikeData) -> tuple[Verdict, Any, Any]:
        at = event.index if isinstance(event.index, int) else event.index[0]
        verdict, label = judge(session, conversation, at, bool(event.liked))
        return verdict, gr.Row(visible=True), gr.Textbox(value="", placeholder=label)

    def say(text: str, conversation: str, verdict: Verdict) -> tuple[Any, Any]:
        gr.Info(comment(session, conversation, verdict, text), duration=3)
        return gr.Row(visible=False), ""

    def open_reference(reference: str) -> str:
        return open_passage(session, reference)

    open_reference.__name__ = "open_passage"
    like.__annotations__ = {"event": gr.LikeData}  # Gradio looks for the class itself, not for its name
    with gr.Blocks(title="Sourcebound", fill_width=True, analytics_enabled=False) as page:
        conversation = gr.State("")
        timer = gr.Timer(1.0)
        with gr.Row():
            gr.HTML("<h1>Sourcebound</h1><p>Every sentence bound to the passage that supports it.</p>", elem_id="masthead")
            status = gr.HTML(elem_id="state")
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat", label="Conversation", height="calc(100vh - 13rem)", latex_delimiters=[], buttons=["copy"], feedback_options=("Like", "Dislike"),
                    placeholder="Ask something about the articles.", layout="panel", show_label=False, allow_tags=False,
                )  # fmt: skip
                verdict = gr.State(Verdict())
                with gr.Row(visible=False, elem_id="comment") as commenting:
                    remark = gr.Textbox(label="Comment", show_label=False, lines=1, max_lines=4, max_length=MOST_CHARACTERS, scale=8)
                    keep = gr.Button("Keep", scale=1)
                with gr.Row():
                    question = gr.Textbox(
                        elem_id="question", label="Question", show_label=False, placeholder="Ask about the articles", lines=1, max_lines=6,
                        scale=8, autofocus=True,
                    )  # fmt: skip
                    send = gr.Button("Ask", elem_id="send", variant="primary", scale=1)
            with gr.Column(scale=5, min_width=320):
                sources = gr.HTML(
                    elem_id="sources", html_template='<div class="panel">${value}</div>', js_on_load=(UI / "sources.js").read_text(encoding="utf-8"),
                    server_functions=[open_reference],
                )  # fmt: skip
                library = gr.HTML(elem_id="library", js_on_load=None)
        gr.on(
            [send.click, question.submit],
            ask,
            [question, conversation, chat],
            [question, chat, sources],
            concurrency_limit=4,
            trigger_mode="always_last",  # a question sent while an answer is still being written is asked after it
            api_visibility="private",
        )
        chat.like(like, [conversation], [verdict, commenting, remark], show_progress="hidden", api_visibility="private")
        gr.on(
            [keep.click, remark.submit], say, [remark, conversation, verdict], [commenting, remark], show_progress="hidden", api_visibility="private"
        )
        chat.clear(begin, None, [conversation, library, sources], api_visibility="private")
        page.load(begin, None, [conversation, library, sources], api_visibility="private")
        page.load(state, None, [status, timer], api_visibility="private")
        timer.tick(state, None, [status, timer], show_progress="hidden", api_visibility="private")
    return page


def _model_line(session: Session) -> str:
    from assistant.ui import markup

    server = getattr(session.model, "server", None)
    return markup.model_state(session.model.state, session.model.name, server.loading_seconds if server else 0.0)


def main(arguments: list[str] | None = None) -> int:
    """Parse, open, serve until stopped."""
    parser = argparse.ArgumentParser(prog="python app.py", description="Sourcebound in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument("--data", metavar="DIR", help="data directory (default: data/, or SOURCEBOUND_DATA)")
    parser.add_argument("--llm", metavar="MODEL", help="embedded (default), none, PATH.gguf, or an OpenAI-compatible URL")
    parser.add_argument("--auth", metavar="USER:PASSWORD", help="ask for a password")
    options = parser.parse_args(arguments)
    if options.auth is not None and ":" not in options.auth:
        parser.error("--auth takes USER:PASSWORD")
    return command.run(lambda: _serve(options))


def _serve(options: argparse.Namespace) -> int:
    _require_free(options.host, options.port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by a service manager: as by Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell started us in the background
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from assistant.session import Session

    session = Session.open(data_directory(options.data), options.llm)
    session.start()
    try:
        import gradio as gr

        page = build_page(session)
        system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
        page.queue(default_concurrency_limit=8)
        page.launch(
            server_name=options.host, server_port=options.port, auth=tuple(options.auth.split(":", 1)) if options.auth else None,
            share=False, quiet=True, show_error=False, ssr_mode=False, footer_links=[], prevent_thread_lock=True, enable_monitoring=False,
            theme=gr.themes.Base(font=system, font_mono=["ui-monospace", "monospace"]), css_paths=UI / "page.css",
        )  # fmt: skip
        print(f"Sourcebound is at http://{options.host}:{options.port}  (Ctrl-C stops it)", flush=True)
        page.block_thread()
    finally:
        session.close()
    return 0


def _require_free(host: str, port: int) -> None:
    """Raise SourceboundError, before anything is loaded, if the port cannot be had."""
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError) as error:
        raise SourceboundError(
            f"Port {port} on {host} cannot be had ({error})", f"Stop what uses it, or choose another: --port {port + 1}"
        ) from error


if __name__ == "__main__":
    sys.exit(main())
