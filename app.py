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
from corpus.command import data_directory
from corpus.errors import SourceboundError

if TYPE_CHECKING:
    from assistant.session import Session

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
UI = Path(__file__).resolve().parent / "assistant" / "ui"


def build_page(session: Session) -> Any:
    """The Gradio Blocks of the page, over an open session."""
    import gradio as gr

    from assistant.options import DEFAULT
    from assistant.ui import regions
    from assistant.ui.desk import NONE, Desk
    from assistant.ui.library import LibraryDesk
    from assistant.ui.panel import open_passage
    from assistant.ui.verdict import Verdict

    def open_reference(reference: str) -> str:
        return open_passage(session, reference)

    open_reference.__name__ = "open_passage"
    with gr.Blocks(title="Sourcebound", fill_width=True, analytics_enabled=False) as page:
        one = SimpleNamespace(
            conversation=gr.State(""),
            mine=gr.BrowserState([], storage_key="sourcebound-conversations", secret=session.conversations.browser_secret()),
            verdict=gr.State(Verdict()),
            removed=gr.State(None),
            options=gr.State(DEFAULT),
            instead=gr.State(NONE),
            page=gr.State(0),
            written=gr.JSON(visible=False),
            timer=gr.Timer(1.0),
        )
        with gr.Row():
            gr.HTML("<h1>Sourcebound</h1><p>Every sentence bound to the passage that supports it.</p>", elem_id="masthead")
            one.status = gr.HTML(elem_id="state")
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=320):
                regions.talk(one)
            with gr.Column(scale=5, min_width=320):
                one.sources = gr.HTML(
                    elem_id="sources", html_template='<div class="panel">${value}</div>', js_on_load=(UI / "sources.js").read_text(encoding="utf-8"),
                    server_functions=[open_reference],
                )  # fmt: skip
                regions.below(one, session.index.settings.evidence)
        _wire_talk(page, one, Desk(session))
        _wire_library(page, one, LibraryDesk(session))
    return page


def _wire_talk(page: Any, one: SimpleNamespace, desk: Any) -> None:
    """Which handler answers which event of the conversation, and what it fills."""
    import gradio as gr

    many: dict[str, Any] = {"concurrency_limit": 4, "api_visibility": "private"}
    answering: dict[str, Any] = {
        "fn": desk.ask,
        "inputs": [one.question, one.conversation, one.chat, one.options, one.instead],
        "outputs": [one.question, one.chat, one.sources, one.why, one.instead, one.editing],
        **many,
    }
    listing: dict[str, Any] = {"fn": desk.listed, "inputs": [one.conversation, one.mine], "outputs": [one.mine, one.talks], **QUIET}
    # A question sent while an answer is still being written is asked after it.
    gr.on([one.send.click, one.question.submit], trigger_mode="always_last", **answering).then(**listing)
    one.chat.example_select(desk.pick, None, [one.question], **QUIET).then(**answering).then(**listing)
    one.sources.edit(desk.edit, [one.conversation], [one.question, one.instead, one.editing], **QUIET)
    again = one.sources.retry(desk.ask_again, [one.conversation, one.chat, one.options], [one.chat, one.sources, one.why], **many)
    again.then(**listing)
    one.stop.click(desk.stop, [one.conversation], None, **QUIET)
    one.chat.like(desk.like, [one.conversation], [one.verdict, one.commenting, one.remark], **QUIET)
    gr.on([one.keep.click, one.remark.submit], desk.say, [one.remark, one.conversation, one.verdict], [one.commenting, one.remark], **QUIET)

    arrived = [one.conversation, one.chat, one.sources, one.talks]
    gr.on(
        [one.new.click, one.chat.clear],
        desk.begin,
        [one.conversation, one.mine],
        [one.conversation, one.chat, one.sources, one.why, one.talks],
        **QUIET,
    )
    one.sought.change(desk.search, [one.sought, one.mine], [one.talks], trigger_mode="always_last", **QUIET)
    one.talks.select(desk.turn_to, [one.talks, one.conversation], [one.conversation, one.chat, one.why], **QUIET)
    one.name.click(lambda: gr.Row(visible=True), None, [one.renaming], **QUIET)
    gr.on([one.renamed.click, one.title.submit], desk.rename, [one.title, one.conversation, one.mine], [one.talks, one.renaming, one.title], **QUIET)
    one.delete.click(desk.forget, [one.conversation, one.mine], [one.mine, *arrived], **QUIET)
    save = (UI / "save.js").read_text(encoding="utf-8")
    one.form.select(desk.write_out, [one.form, one.conversation], [one.written, one.form], **QUIET).then(None, [one.written], None, js=save, **QUIET)

    page.load(desk.arrive, [one.mine], arrived, **QUIET)
    page.load(desk.suggestions, None, [one.chat], **QUIET)
    page.load(desk.state, None, [one.status, one.timer], **QUIET)
    page.load(desk.models, None, [one.model], **QUIET)
    one.model.select(desk.use, [one.model], [one.model, one.status, one.timer], **QUIET)
    one.timer.tick(desk.state, None, [one.status, one.timer], **QUIET)


def _wire_library(page: Any, one: SimpleNamespace, desk: Any) -> None:
    """Which handler answers which event of the library and the settings, and what it fills."""
    import gradio as gr

    from assistant.ui.library import choose

    looking = [one.containing, one.order]
    shelved = [one.library, one.page, one.before, one.after]
    first = lambda sought, order: desk.shelve(sought, order, 0)  # noqa: E731
    gr.on([one.containing.change, one.order.select], first, looking, shelved, trigger_mode="always_last", **QUIET)
    one.before.click(lambda sought, order, page: desk.turn(sought, order, page, -1), [*looking, one.page], shelved, **QUIET)
    one.after.click(lambda sought, order, page: desk.turn(sought, order, page, 1), [*looking, one.page], shelved, **QUIET)
    one.put.click(
        desk.add,
        [one.files, one.pasted, one.address, *looking],
        [one.added, one.files, one.pasted, one.address, one.only, *shelved],
        **QUIET,
    )
    one.library.delete(desk.remove, [*looking, one.page], [one.removed, one.outcome, one.back, *shelved], **QUIET)
    one.back.click(desk.undo, [one.removed, *looking, one.page], [one.removed, one.outcome, one.back, *shelved], **QUIET)
    page.load(first, looking, shelved, **QUIET)
    page.load(desk.sources, None, [one.only], **QUIET)

    chosen = [one.only, one.since, one.until, one.way, one.sentences]
    one.all.click(lambda: ([], "", ""), None, [one.only, one.since, one.until], **QUIET)
    gr.on([each.change for each in chosen], choose, chosen, [one.options, one.scope, one.all], **QUIET)
    one.when.select(desk.timeline, [one.options], [one.timeline], **QUIET)
    one.who.select(desk.names, [one.options], [one.names], **QUIET)
    theme = (UI / "theme.js").read_text(encoding="utf-8")
    one.theme.change(None, [one.theme], None, js=theme, **QUIET)
    page.load(None, None, [one.theme], js="() => localStorage.getItem('sourcebound-colours') || 'As the system'", **QUIET)


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

        from assistant.ui.style import FONTS, sheet

        gr.set_static_paths([FONTS])
        page = build_page(session)
        system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
        page.queue(default_concurrency_limit=8)
        page.launch(
            server_name=options.host, server_port=options.port, **guarded(options.auth),
            share=False, quiet=True, show_error=False, ssr_mode=False, footer_links=[], prevent_thread_lock=True, enable_monitoring=False,
            theme=gr.themes.Base(font=system, font_mono=["ui-monospace", "monospace"]), css=sheet(),
        )  # fmt: skip
        print(f"Sourcebound is at http://{options.host}:{options.port}  (Ctrl-C stops it)", flush=True)
        page.block_thread()
    finally:
        session.close()
    return 0


def guarded(password: str | None) -> dict[str, Any]:
    """How the page is launched with a password ("user:password"), asked for on every route; or, for None, without."""
    from starlette.middleware import Middleware

    from assistant.ui.door import Door

    return {"auth": tuple(password.split(":", 1)), "app_kwargs": {"middleware": [Middleware(Door)]}} if password else {}


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
