CREATE TABLE topics (
    id              UUID   NOT NULL PRIMARY KEY,
    parent_topic_id UUID   REFERENCES topics (id),
    slug            TEXT   NOT NULL UNIQUE,
    name            TEXT   NOT NULL,
    description     TEXT,
    icon_url        TEXT,
    display_order   BIGINT NOT NULL
);

-- A problem is an identity; what it says and how it is judged stands in its immutable versions.
CREATE TABLE problems (
    id                 UUID        NOT NULL PRIMARY KEY,
    number             BIGINT      NOT NULL UNIQUE,
    slug               TEXT        NOT NULL UNIQUE,
    title              TEXT        NOT NULL,
    -- Title and slug in lower case, for text search and the order by title.
    search_text        TEXT        NOT NULL,
    difficulty         BIGINT      NOT NULL,
    -- 'stdio' or 'function'
    kind               TEXT        NOT NULL,
    -- 'package' or 'api'
    source             TEXT        NOT NULL,
    -- Digest of the package that was imported last; NULL for problems made through an API.
    package_digest     TEXT,
    -- True when somebody changed an imported problem on the server: the import leaves it alone and says so.
    edited             BOOLEAN     NOT NULL DEFAULT FALSE,
    author_id          UUID        REFERENCES users (id) ON DELETE SET NULL,
    is_published       BOOLEAN     NOT NULL,
    is_premium         BOOLEAN     NOT NULL,
    current_version_id UUID,
    approved_by        UUID        REFERENCES users (id) ON DELETE SET NULL,
    approved_at        TIMESTAMPTZ,
    approval_notes     TEXT,
    total_submissions  BIGINT      NOT NULL DEFAULT 0,
    total_accepted     BIGINT      NOT NULL DEFAULT 0,
    created_at         TIMESTAMPTZ NOT NULL,
    updated_at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX problems_listed ON problems (is_published, number);

CREATE TABLE problem_versions (
    id              UUID        NOT NULL PRIMARY KEY,
    problem_id      UUID        NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    number          BIGINT      NOT NULL,
    digest          TEXT        NOT NULL,
    description_markdown TEXT   NOT NULL,
    -- Rendered and sanitised once, when the version is made.
    description_html TEXT       NOT NULL,
    input_format    TEXT,
    output_format   TEXT,
    constraints     TEXT,
    time_limit_ms   BIGINT      NOT NULL,
    memory_limit_kb BIGINT      NOT NULL,
    output_limit_kb BIGINT      NOT NULL,
    -- judge::Checker and judge::Signature as JSON objects
    checker         JSONB       NOT NULL,
    signature       JSONB,
    -- array of texts, level 1 first
    hints           JSONB       NOT NULL,
    -- object: language key -> code
    starter_code    JSONB       NOT NULL,
    stop_at_failure BOOLEAN     NOT NULL,
    created_by      UUID        REFERENCES users (id) ON DELETE SET NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    UNIQUE (problem_id, number)
);

-- Test data is sealed (XChaCha20-Poly1305); the key id stands in front of each text.
CREATE TABLE problem_tests (
    id          UUID    NOT NULL PRIMARY KEY,
    version_id  UUID    NOT NULL REFERENCES problem_versions (id) ON DELETE CASCADE,
    position    BIGINT  NOT NULL,
    name        TEXT    NOT NULL,
    is_sample   BOOLEAN NOT NULL,
    points      BIGINT  NOT NULL,
    explanation TEXT,
    input       BYTEA   NOT NULL,
    answer      BYTEA   NOT NULL,
    UNIQUE (version_id, name)
);
CREATE INDEX problem_tests_version ON problem_tests (version_id, position);

CREATE TABLE problem_topics (
    problem_id UUID NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    topic_id   UUID NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    PRIMARY KEY (problem_id, topic_id)
);
CREATE INDEX problem_topics_topic ON problem_topics (topic_id);

CREATE TABLE problem_tags (
    problem_id UUID NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    tag        TEXT NOT NULL,
    PRIMARY KEY (problem_id, tag)
);
CREATE INDEX problem_tags_tag ON problem_tags (tag);

CREATE TABLE pathways (
    id             UUID        NOT NULL PRIMARY KEY,
    title          TEXT        NOT NULL,
    subtitle       TEXT,
    description    TEXT,
    level          TEXT        NOT NULL,
    duration_weeks BIGINT      NOT NULL,
    icon           TEXT,
    color_gradient TEXT,
    sort_order     BIGINT      NOT NULL,
    package_digest TEXT        NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    updated_at     TIMESTAMPTZ NOT NULL
);

CREATE TABLE modules (
    id          UUID   NOT NULL PRIMARY KEY,
    pathway_id  UUID   NOT NULL REFERENCES pathways (id) ON DELETE CASCADE,
    title       TEXT   NOT NULL,
    description TEXT,
    sort_order  BIGINT NOT NULL
);
CREATE INDEX modules_pathway ON modules (pathway_id, sort_order);

CREATE TABLE module_problems (
    module_id  UUID   NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    problem_id UUID   NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    sort_order BIGINT NOT NULL,
    PRIMARY KEY (module_id, problem_id)
);
CREATE INDEX module_problems_problem ON module_problems (problem_id);

-- What was imported at the last start, so that the next one has nothing to do when it is the same.
CREATE TABLE content_imports (
    name        TEXT        NOT NULL PRIMARY KEY,
    digest      TEXT        NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL
);
