from __future__ import annotations

import multiprocessing
import random
import shutil
import subprocess
import sys
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np
import pytest
from conftest import write
from fakes import HashingEmbedder

from corpus.errors import Busy, IndexMismatch
from corpus.library import Library
from corpus.readers import article_files
from corpus.settings import Settings
from index import build as index_build
from index.audit import verify
from index.build import build, rebuild
from index.lock import writing
from index.opened import Index

ROOT = Path(__file__).parent.parent


def test_an_index_is_whole_and_a_second_build_does_nothing(index: Index) -> None:
    assert verify(index) == []
    assert index.vectors.count() == index.database.connection().execute("SELECT count(*) FROM chunks").fetchone()[0] > 20
    assert build(index).articles == 0


def test_chunk_vectors_are_the_embedders_and_of_length_one(index: Index) -> None:
    row = index.database.connection().execute("SELECT key, start, end FROM chunks ORDER BY key LIMIT 1").fetchone()
    (vector,) = index.vectors.vectors([str(row["key"])]).values()
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_adding_changing_and_removing_touch_only_what_changed(index: Index, tmp_path: Path) -> None:
    before = index.vectors.count()
    path = write(tmp_path, "new.txt", "The harbour of Split closed on May 3, 2024.")
    list(index.library.add_files([path]))
    assert (build(index).articles, index.vectors.count()) == (1, before + 1)
    write(tmp_path, "new.txt", "The harbour of Split opened again on May 9, 2024.")
    list(index.library.add_files([path]))
    result = build(index)
    assert (result.articles, result.removed, index.vectors.count()) == (1, 1, before + 1)
    index.library.remove("new")
    assert index.pending() == 1
    assert (build(index).removed, index.vectors.count()) == (1, before)
    assert verify(index) == []


def test_an_article_that_is_all_furniture_is_kept_and_never_found(empty: Index, tmp_path: Path) -> None:
    list(empty.library.add_files([write(tmp_path, "f.txt", "Recommended Stories\n\nSubscribe to our newsletter\n")]))
    build(empty)
    assert (empty.library.count(), empty.vectors.count(), empty.pending()) == (1, 0, 0)


def test_lost_vectors_are_made_again(index: Index) -> None:
    wanted = index.vectors.count()
    index.vectors.remove(sorted(index.vectors.ids())[:7])
    assert [f.problem for f in verify(index)] == ["7 chunks have no vector"]
    build(index)
    assert index.vectors.count() == wanted
    assert verify(index) == []


def test_a_chroma_folder_that_was_deleted_is_made_again(index: Index) -> None:
    wanted = index.vectors.count()
    index.close()
    shutil.rmtree(index.data / "chroma")
    reopened = Index(index.data, Library.open(index.data), HashingEmbedder(), Settings())
    build(reopened)
    assert reopened.vectors.count() == wanted
    assert verify(reopened) == []
    reopened.close()


def test_an_index_of_another_embedder_is_refused_and_rebuild_mends_it(index: Index) -> None:
    class Other(HashingEmbedder):
        name = "other"

    other = Index(index.data, index.library, Other(), Settings())
    with pytest.raises(IndexMismatch, match=r"embedder hashing instead of other.*python -m index rebuild"):
        build(other)
    rebuild(other)
    assert verify(other) == []
    with pytest.raises(IndexMismatch):
        index.require_match()
    other.close()


def test_rebuild_mends_a_damaged_chroma_folder(index: Index) -> None:
    index.close()
    (index.data / "chroma" / "chroma.sqlite3").write_bytes(b"nonsense " * 500)
    reopened = Index(index.data, Library.open(index.data), HashingEmbedder(), Settings())
    with pytest.raises(IndexMismatch, match="index rebuild"):
        build(reopened)
    rebuild(reopened)
    assert verify(reopened) == []
    rebuild(reopened)
    folders = [p for p in (index.data / "chroma").iterdir() if p.is_dir()]
    assert len(folders) <= 1, "a rebuild leaves no folders behind"
    reopened.close()


def test_other_chunking_is_refused(index: Index) -> None:
    settings = Settings.model_validate({"chunk": {"tokens": 64}})
    with pytest.raises(IndexMismatch, match="chunk_tokens 160 instead of 64"):
        build(Index(index.data, index.library, HashingEmbedder(), settings))


def test_a_second_writer_is_told_who_holds_the_data_directory(index: Index) -> None:
    script = "import sys, time; from pathlib import Path; from index.lock import writing\nwith writing(Path(sys.argv[1]), 'test'):\n print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", script, str(index.data)], stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match=f"process {holder.pid} \\(test"), writing(index.data, "mine", wait_seconds=0.2):
            pass
    finally:
        holder.kill()
        holder.wait()
    with writing(index.data, "mine", wait_seconds=5):
        pass  # a lock is let go when its holder is killed


def test_another_process_sees_what_was_added(index: Index, tmp_path: Path) -> None:
    assert index.vectors.count() > 0
    other = Index(index.data, Library.open(index.data), HashingEmbedder(), Settings())
    list(other.library.add_files([write(tmp_path, "new.txt", "Zebras crossed the river Zambezi.")]))
    build(other)
    vector = HashingEmbedder().embed(["Zebras crossed the river Zambezi."])[0].tolist()
    from llama_index.core.vector_stores.types import VectorStoreQuery

    result = index.vectors.store.query(VectorStoreQuery(query_embedding=vector, similarity_top_k=1))
    assert result.nodes is not None
    assert result.nodes[0].metadata["article_id"] == "new"
    assert result.similarities == [pytest.approx(1.0, abs=1e-4)]
    other.close()


def _build_in_small_batches(data: Path, folder: Path, ready: Event) -> None:
    """Run as a process of its own, to be killed."""
    library = Library.open(data, seed=False)
    list(library.add_files(article_files(folder)))
    index = Index(data, library, HashingEmbedder(), Settings())
    ready.set()
    index_build._BATCH_CHUNKS = 8
    build(index)


def test_ten_kills_at_random_moments_lose_nothing(data: Path, tmp_path: Path) -> None:
    """Kill a build of forty articles again and again; then build and find everything."""
    folder = tmp_path / "articles"
    for n in range(40):
        write(folder, f"{n:03d}.txt", " ".join(f"Report {n} says that the {n * k} boats of harbour {n} waited {k} days." for k in range(60)))
    randomness = random.Random(20251124)
    children = multiprocessing.get_context("forkserver")
    children.set_forkserver_preload(["chromadb", "fakes", "index.build"])
    killed = 0
    for _ in range(10):
        ready = children.Event()
        process = children.Process(target=_build_in_small_batches, args=(data, folder, ready))
        process.start()
        assert ready.wait(60)
        process.join(randomness.uniform(0.0, 0.6))
        killed += process.is_alive()
        process.kill()
        process.join()
    index = Index(data, Library.open(data, seed=False), HashingEmbedder(), Settings())
    build(index)
    assert killed >= 3
    assert index.library.count() == 40
    assert verify(index) == []
    index.close()


def test_an_index_without_anything_is_well(empty: Index) -> None:
    assert verify(empty) == []


def test_a_rebuild_by_another_process_does_not_stop_a_reader(index: Index) -> None:
    from index.retrieve import Searcher

    searcher = Searcher(index)
    before = [hit.start for hit in searcher.search("sanctions on Belavia", 3)]
    other = Index(index.data, Library.open(index.data), HashingEmbedder(), Settings())
    other.empty_vectors()
    assert isinstance(searcher.search("sanctions on Belavia", 3), list), "found by its words meanwhile"
    rebuild(other)
    assert [hit.text for hit in searcher.search("sanctions on Belavia", 3)]
    assert len(before) == 3
    other.close()
