-- Work to be done; a row is deleted in the transaction that records its result.
CREATE TABLE jobs (
    id           UUID        NOT NULL PRIMARY KEY,
    -- 'judge', 'run', 'mail'
    kind         TEXT        NOT NULL,
    -- What the job is about: a submission, a run, a mail. One job of a kind per subject.
    subject_id   UUID        NOT NULL,
    -- Smaller runs first.
    priority     BIGINT      NOT NULL,
    available_at TIMESTAMPTZ NOT NULL,
    lease_token  UUID,
    lease_until  TIMESTAMPTZ,
    attempts     BIGINT      NOT NULL DEFAULT 0,
    last_error   TEXT,
    created_at   TIMESTAMPTZ NOT NULL,
    UNIQUE (kind, subject_id)
);
CREATE INDEX jobs_claim ON jobs (kind, priority, available_at, id);

CREATE TABLE submissions (
    id              UUID        NOT NULL PRIMARY KEY,
    number          BIGINT      NOT NULL UNIQUE,
    user_id         UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    problem_id      UUID        NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    -- The version that judges it, whatever becomes of the problem.
    version_id      UUID        NOT NULL REFERENCES problem_versions (id),
    language        TEXT        NOT NULL,
    source_code     TEXT        NOT NULL,
    -- 'pending', 'running', 'finished'
    status          TEXT        NOT NULL,
    -- judge::Verdict when finished
    verdict         TEXT,
    passed          BOOLEAN     NOT NULL,
    -- 0 to 100 (rule R-SUB-04)
    points          BIGINT      NOT NULL,
    -- sum of the points of passed tests (rule R-SUB-06)
    test_points     BIGINT      NOT NULL,
    tests_passed    BIGINT      NOT NULL,
    tests_total     BIGINT      NOT NULL,
    compile_output  TEXT,
    diagnostics     JSONB       NOT NULL,
    max_time_ms     BIGINT,
    max_memory_kb   BIGINT,
    xp_earned       BIGINT      NOT NULL,
    submitted_at    TIMESTAMPTZ NOT NULL,
    started_at      TIMESTAMPTZ,
    finished_at     TIMESTAMPTZ,
    updated_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX submissions_user ON submissions (user_id, submitted_at, id);
CREATE INDEX submissions_user_problem ON submissions (user_id, problem_id, submitted_at);
CREATE INDEX submissions_problem ON submissions (problem_id, submitted_at);

CREATE TABLE submission_tests (
    submission_id UUID    NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    position      BIGINT  NOT NULL,
    test_id       UUID    NOT NULL REFERENCES problem_tests (id),
    verdict       TEXT    NOT NULL,
    time_ms       BIGINT,
    memory_kb     BIGINT,
    -- Capped texts of the program; shown for samples only.
    stdout        TEXT,
    stderr        TEXT,
    message       TEXT,
    created_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (submission_id, position)
);

-- Ungraded runs (Run, and the code execution of other clients).
CREATE TABLE runs (
    id          UUID        NOT NULL PRIMARY KEY,
    user_id     UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    problem_id  UUID        REFERENCES problems (id) ON DELETE CASCADE,
    version_id  UUID        REFERENCES problem_versions (id),
    language    TEXT        NOT NULL,
    source_code TEXT        NOT NULL,
    -- array of {name, input, expected_output}
    cases       JSONB       NOT NULL,
    -- 'pending', 'running', 'finished'
    status      TEXT        NOT NULL,
    -- judge::RunReport when finished
    report      JSONB,
    created_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
CREATE INDEX runs_created_at ON runs (created_at);

CREATE TABLE drafts (
    id          UUID        NOT NULL PRIMARY KEY,
    user_id     UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    problem_id  UUID        NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    language    TEXT        NOT NULL,
    source_code TEXT        NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    saved_at    TIMESTAMPTZ NOT NULL,
    UNIQUE (user_id, problem_id, language)
);
CREATE INDEX drafts_problem ON drafts (problem_id, saved_at);

-- How far each person is with each problem; its row is locked while a verdict is recorded.
CREATE TABLE user_problems (
    user_id            UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    problem_id         UUID        NOT NULL REFERENCES problems (id) ON DELETE CASCADE,
    best_points        BIGINT      NOT NULL,
    best_submission_id UUID,
    submission_count   BIGINT      NOT NULL,
    solved_at          TIMESTAMPTZ,
    first_submitted_at TIMESTAMPTZ NOT NULL,
    last_submitted_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, problem_id)
);
CREATE INDEX user_problems_problem ON user_problems (problem_id);

-- The one source of XP and points. Nothing counts twice: one row per person and source. Corrections are negative rows.
CREATE TABLE xp_ledger (
    id          UUID        NOT NULL PRIMARY KEY,
    user_id     UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- 'submission', 'rejudge', …
    source_kind TEXT        NOT NULL,
    source_id   UUID        NOT NULL,
    problem_id  UUID        REFERENCES problems (id) ON DELETE SET NULL,
    xp          BIGINT      NOT NULL,
    -- Improvement in points; 0 for sources that are no problem.
    points      BIGINT      NOT NULL,
    -- 1 when this row made the problem solved, -1 when it took that back, else 0.
    solved      BIGINT      NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    UNIQUE (user_id, source_kind, source_id)
);
CREATE INDEX xp_ledger_created_at ON xp_ledger (created_at);
CREATE INDEX xp_ledger_user ON xp_ledger (user_id, created_at);

CREATE TABLE user_daily_activity (
    user_id     UUID   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day         DATE   NOT NULL,
    submissions BIGINT NOT NULL,
    solved      BIGINT NOT NULL,
    xp_earned   BIGINT NOT NULL,
    PRIMARY KEY (user_id, day)
);
