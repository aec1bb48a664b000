"""The components of the page, region by region. Each region puts its components into the namespace that `app.py` wires."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant import options
from assistant.export import FORMATS
from assistant.feedback import MOST_CHARACTERS
from assistant.ui import markup
from assistant.ui.desk import EXPORT
from assistant.ui.library import WAYS
from corpus.library import ORDERS
from corpus.settings import EvidenceSettings

UI = Path(__file__).resolve().parent


def talk(one: SimpleNamespace) -> None:
    """The left side: conversations, the chat, the question."""
    bare: dict[str, Any] = {"show_label": False, "container": False}
    with gr.Row(elem_id="talks"):
        one.sought = gr.Textbox(label="Search the conversations", placeholder="Search", scale=2, min_width=90, elem_id="search", max_lines=1, **bare)
        one.talks = gr.Dropdown([], label="Conversations", scale=6, min_width=160, elem_id="conversations", **bare)
        one.new = gr.Button("New", elem_id="new", size="sm", min_width=56, scale=0)
        one.name = gr.Button("Rename", elem_id="rename", size="sm", min_width=72, scale=0)
        one.delete = gr.Button("Delete", elem_id="delete", size="sm", min_width=64, scale=0)
        one.form = gr.Dropdown([EXPORT, *FORMATS], value=EXPORT, label="Export", scale=1, min_width=130, elem_id="export", **bare)
    with gr.Row(visible=False, elem_id="renaming") as one.renaming:
        one.title = gr.Textbox(label="New name of this conversation", placeholder="New name of this conversation", max_lines=1, scale=8, **bare)
        one.renamed = gr.Button("Save", scale=0, min_width=72)
    one.chat = gr.Chatbot(
        elem_id="chat", label="Conversation", height="calc(100vh - 16rem)", latex_delimiters=[], buttons=[], feedback_options=("Like", "Dislike"),
        placeholder=markup.begin(), layout="panel", show_label=False, allow_tags=False,
    )  # fmt: skip
    with gr.Row(visible=False, elem_id="comment") as one.commenting:
        one.remark = gr.Textbox(label="Comment", show_label=False, lines=1, max_lines=4, max_length=MOST_CHARACTERS, scale=8)
        one.keep = gr.Button("Keep", scale=1)
    with gr.Row(elem_id="limits"):
        one.scope = gr.HTML(visible=False, elem_id="scope", js_on_load=None)
        one.all = gr.Button("Ask all articles", visible=False, elem_id="all", size="sm", scale=0, min_width=130)
    one.editing = gr.HTML(visible=False, elem_id="editing", js_on_load=None)
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


def below(one: SimpleNamespace, settings: EvidenceSettings) -> None:
    """Under the reading panel: the library, what is added to it, what it reports, how the last answer was found, settings."""
    with gr.Tabs(elem_id="below"):
        with gr.Tab("Library"), gr.Column(elem_id="shelf"):
            with gr.Row():
                one.containing = gr.Textbox(label="Search the articles", max_lines=1, scale=3, min_width=150, elem_id="containing")
                one.order = gr.Dropdown(list(ORDERS), value=next(iter(ORDERS)), label="Order", scale=1, min_width=110, elem_id="order")
            one.outcome = gr.HTML(elem_id="outcome", js_on_load=None)
            one.back = gr.Button("Undo", elem_id="undo", visible=False, size="sm")
            one.library = gr.HTML(elem_id="library", js_on_load=(UI / "library.js").read_text(encoding="utf-8"))
            with gr.Row():
                one.before = gr.Button("Previous page", size="sm", visible=False)
                one.after = gr.Button("Next page", size="sm", visible=False)
        with gr.Tab("Add"), gr.Column(elem_id="adding"):
            one.files = gr.File(
                label="Files: txt, md, html, pdf, docx, json, csv", file_count="multiple", height=150, elem_id="files",
                file_types=[".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".csv"],
            )  # fmt: skip
            one.pasted = gr.Textbox(label="Or paste a text, its title on the first line", lines=2, max_lines=6, elem_id="pasted")
            one.address = gr.Textbox(label="Or the address of a web page", placeholder="https://", lines=1, elem_id="address")
            one.added = gr.HTML(elem_id="added", js_on_load=None)
            one.put = gr.Button("Add to the library", elem_id="add", variant="primary")
        with gr.Tab("Timeline") as one.when:
            one.timeline = gr.HTML(elem_id="timeline", js_on_load=None)
        with gr.Tab("Names") as one.who:
            one.names = gr.HTML(elem_id="names", js_on_load=None)
        with gr.Tab("How was this found?"):
            one.why = gr.HTML("<p>Ask something first.</p>", elem_id="found", js_on_load=None)
        with gr.Tab("Settings"), gr.Column(elem_id="settings"):
            with gr.Row():
                one.only = gr.Dropdown([], label="Ask only these sources", multiselect=True, scale=3, min_width=180, elem_id="only")
                one.since = gr.Textbox(label="from", placeholder="YYYY-MM-DD", max_lines=1, scale=1, min_width=120, elem_id="since")
                one.until = gr.Textbox(label="to", placeholder="YYYY-MM-DD", max_lines=1, scale=1, min_width=120, elem_id="until")
            one.way = gr.Radio(list(WAYS), value=WAYS[0], label="Answers", elem_id="way")
            one.sentences = gr.Slider(
                options.FEWEST,
                options.MOST,
                value=min(max(settings.sentences, options.FEWEST), options.MOST),
                step=1,
                label="Sentences that an answer may be made of",
                elem_id="sentences",
            )
            one.model = gr.Dropdown([], label="Model, for all who ask here", elem_id="model")
            one.theme = gr.Radio(["As the system", "Light", "Dark"], value="As the system", label="Colours", elem_id="theme")
