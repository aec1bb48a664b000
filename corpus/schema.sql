-- The system of record. One file, one schema version (PRAGMA user_version, see database.py).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    date TEXT,                   -- ISO 8601 day, or NULL where the article states none
    date_from TEXT NOT NULL,     -- how the date is known
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    file TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE, -- of the text: the same words are kept once
    added_at TEXT NOT NULL,
    indexed_sha256 TEXT          -- the text that the index holds; NULL or another: to be indexed
);

-- Everything below down to the conversations is made from the articles and can be made again.
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles(key) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    UNIQUE (article, start, end)
);
CREATE TABLE sentences (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles(key) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    vector BLOB,                 -- unit vector, float16, little endian; NULL for furniture
    UNIQUE (article, start)
);
CREATE VIRTUAL TABLE chunks_fts USING fts5 (text, tokenize = "porter unicode61 remove_diacritics 2");
-- The library's own vocabulary: how often a word is used, for weights and for misspelled names.
CREATE TABLE words (
    word TEXT NOT NULL,          -- lower case, without diacritics
    stem TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles(key) ON DELETE CASCADE,
    sentences INTEGER NOT NULL,  -- of the article that have the word
    is_name INTEGER NOT NULL,    -- 1 if ever capitalised within a sentence
    PRIMARY KEY (word, article)
) WITHOUT ROWID;
CREATE INDEX words_by_stem ON words (stem);
CREATE INDEX words_by_article ON words (article);

-- Vectors in Chroma whose chunk is gone: written in the transaction that removes the chunk,
-- emptied when Chroma has removed them too.
CREATE TABLE vectors_to_remove (chunk INTEGER PRIMARY KEY);
CREATE TRIGGER chunk_removed AFTER DELETE ON chunks BEGIN
    DELETE FROM chunks_fts WHERE rowid = old.key;
    INSERT OR IGNORE INTO vectors_to_remove (chunk) VALUES (old.key);
END;

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE turns (
    conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT,                 -- the whole answer as JSON; NULL while it is being written
    asked_at TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
);
CREATE TABLE feedback (
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    liked INTEGER NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    given_at TEXT NOT NULL,
    PRIMARY KEY (conversation, number),
    FOREIGN KEY (conversation, number) REFERENCES turns(conversation, number) ON DELETE CASCADE
);
