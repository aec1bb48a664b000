"""Sourcebound in the browser: `python app.py`. Wiring only; the page's pieces are in assistant/ui."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from corpus import command
from corpus.errors import SourceboundError
from corpus.settings import data_directory

if TYPE_CHECKING:
    from assistant.session import Session
    from assistant.ui.desk import Desk

UI = Path(__file__).resolve().parent / "assistant" / "ui"


def build_page(session: Session) -> Any:
    """The Gradio Blocks of the page, over an open session."""
    import gradio as gr

    from assistant.ui.desk import Desk
    from assistant.ui.panel import open_passage
    from assistant.ui.verdict import Verdict

    desk = Desk(session)

    def open_reference(reference: str) -> str:
        return open_passage(session, reference)

    open_reference.__name__ = "open_passage"
    with gr.Blocks(title="Sourcebound", fill_width=True, analytics_enabled=False) as page:
        one = SimpleNamespace(
            conversation=gr.State(""),
            mine=gr.BrowserState([], storage_key="sourcebound-conversations"),
            verdict=gr.State(Verdict()),
            removed=gr.State(None),
            written=gr.JSON(visible=False),
            timer=gr.Timer(1.0),
        )
        with gr.Row():
            gr.HTML("<h1>Sourcebound</h1><p>Every sentence bound to the passage that supports it.</p>", elem_id="masthead")
            one.status = gr.HTML(elem_id="state")
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=320):
                _talk(one)
            with gr.Column(scale=5, min_width=320):
                one.sources = gr.HTML(
                    elem_id="sources", html_template='<div class="panel">${value}</div>', js_on_load=(UI / "sources.js").read_text(encoding="utf-8"),
                    server_functions=[open_reference],
                )  # fmt: skip
                _below(one)
        _wire(page, one, desk)
    return page


def _talk(one: SimpleNamespace) -> None:
    """The left side: conversations, the chat, the question."""
    import gradio as gr

    from assistant.export import FORMATS
    from assistant.feedback import MOST_CHARACTERS
    from assistant.ui.desk import EXPORT

    with gr.Row(elem_id="talks"):
        one.talks = gr.Dropdown([], label="Conversations", show_label=False, container=False, scale=6, min_width=160, elem_id="conversations")
        one.new = gr.Button("New", elem_id="new", size="sm", min_width=64, scale=0)
        one.delete = gr.Button("Delete", elem_id="delete", size="sm", min_width=64, scale=0)
        one.form = gr.Dropdown(
            [EXPORT, *FORMATS], value=EXPORT, label="Export", show_label=False, container=False, scale=1, min_width=150, elem_id="export"
        )
    one.chat = gr.Chatbot(
        elem_id="chat", label="Conversation", height="calc(100vh - 16rem)", latex_delimiters=[], buttons=["copy"], feedback_options=("Like", "Dislike"),
        placeholder="Ask something about the articles.", layout="panel", show_label=False, allow_tags=False,
    )  # fmt: skip
    with gr.Row(visible=False, elem_id="comment") as one.commenting:
        one.remark = gr.Textbox(label="Comment", show_label=False, lines=1, max_lines=4, max_length=MOST_CHARACTERS, scale=8)
        one.keep = gr.Button("Keep", scale=1)
    with gr.Row():
        one.question = gr.Textbox(
            elem_id="question",
            label="Question",
            show_label=False,
            placeholder="Ask about the articles",
            lines=1,
            max_lines=6,
            scale=8,
            autofocus=True,
        )
        one.send = gr.Button("Ask", elem_id="send", variant="primary", scale=1, min_width=80)
        one.stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=64)


def _below(one: SimpleNamespace) -> None:
    """Under the reading panel: the library, what is added to it, and how the last answer was found."""
    import gradio as gr

    with gr.Tabs(elem_id="below"):
        with gr.Tab("Library"):
            one.library = gr.HTML(elem_id="library", js_on_load=None)
        with gr.Tab("Add or remove"), gr.Column(elem_id="shelf"):
            one.files = gr.File(
                label="Files: txt, md, html, pdf, docx, json, csv", file_count="multiple", height=150, elem_id="files",
                file_types=[".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".csv"],
            )  # fmt: skip
            one.pasted = gr.Textbox(label="Or paste a text, its title on the first line", lines=2, max_lines=6, elem_id="pasted")
            one.address = gr.Textbox(label="Or the address of a web page", placeholder="https://", lines=1, elem_id="address")
            one.put = gr.Button("Add to the library", elem_id="add", variant="primary")
            one.outcome = gr.HTML(elem_id="outcome", js_on_load=None)
            with gr.Row():
                one.doomed = gr.Dropdown([], label="Remove an article", elem_id="doomed", scale=5)
                one.take = gr.Button("Remove", elem_id="remove", scale=0, min_width=110)
                one.back = gr.Button("Undo", elem_id="undo", visible=False, scale=0, min_width=90)
        with gr.Tab("How was this found?"):
            one.why = gr.HTML("<p>Ask something first.</p>", elem_id="found", js_on_load=None)


def _wire(page: Any, one: SimpleNamespace, desk: Desk) -> None:
    """Which handler answers which event, and what it fills."""
    import gradio as gr

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    answering: dict[str, Any] = {
        "fn": desk.ask,
        "inputs": [one.question, one.conversation, one.chat],
        "outputs": [one.question, one.chat, one.sources, one.why],
        "concurrency_limit": 4,
        "api_visibility": "private",
    }
    listing: dict[str, Any] = {"fn": desk.listed, "inputs": [one.conversation, one.mine], "outputs": [one.mine, one.talks], **quiet}
    # A question sent while an answer is still being written is asked after it.
    gr.on([one.send.click, one.question.submit], trigger_mode="always_last", **answering).then(**listing)
    one.chat.example_select(desk.pick, None, [one.question], **quiet).then(**answering).then(**listing)
    one.stop.click(desk.stop, [one.conversation], None, **quiet)
    one.chat.like(desk.like, [one.conversation], [one.verdict, one.commenting, one.remark], **quiet)
    gr.on([one.keep.click, one.remark.submit], desk.say, [one.remark, one.conversation, one.verdict], [one.commenting, one.remark], **quiet)

    arrived = [one.conversation, one.chat, one.sources, one.talks]
    gr.on([one.new.click, one.chat.clear], desk.begin, None, [one.conversation, one.chat, one.sources, one.why, one.talks], **quiet)
    one.talks.select(desk.turn_to, [one.talks], [one.conversation, one.chat, one.why], **quiet)
    one.delete.click(desk.forget, [one.conversation, one.mine], [one.mine, *arrived], **quiet)
    save = (UI / "save.js").read_text(encoding="utf-8")
    one.form.select(desk.write_out, [one.form, one.conversation], [one.written, one.form], **quiet).then(None, [one.written], None, js=save, **quiet)

    shelved = [one.library, one.doomed]
    one.put.click(
        desk.add, [one.files, one.pasted, one.address], [one.outcome, one.files, one.pasted, one.address, *shelved], api_visibility="private"
    )
    one.take.click(desk.remove, [one.doomed], [one.removed, one.outcome, one.back, *shelved], **quiet)
    one.back.click(desk.undo, [one.removed], [one.removed, one.outcome, one.back, *shelved], **quiet)

    page.load(desk.shelve, None, shelved, **quiet)
    page.load(desk.arrive, [one.mine], arrived, **quiet)
    page.load(desk.suggestions, None, [one.chat], **quiet)
    page.load(desk.state, None, [one.status, one.timer], **quiet)
    one.timer.tick(desk.state, None, [one.status, one.timer], **quiet)


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
