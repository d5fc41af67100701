-- Runs for clients of the execution service: nobody of the platform is behind them, and each says itself what it may use.
CREATE TABLE runs_of_all (
    id          UUID        NOT NULL PRIMARY KEY,
    -- NULL: a client of the execution service
    user_id     UUID        REFERENCES users (id) ON DELETE CASCADE,
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
    finished_at TIMESTAMPTZ,
    -- judge::RunOptions, in place of source and cases
    options     JSONB
);
INSERT INTO runs_of_all
    (id, user_id, problem_id, version_id, language, source_code, cases, status, report, created_at, finished_at)
    SELECT id, user_id, problem_id, version_id, language, source_code, cases, status, report, created_at, finished_at
    FROM runs;
DROP TABLE runs;
ALTER TABLE runs_of_all RENAME TO runs;
CREATE INDEX runs_created_at ON runs (created_at);

CREATE TABLE executions (
    run_id          UUID        NOT NULL PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    -- Number of the language in the client's words
    language_number BIGINT      NOT NULL,
    -- What the client asked for in its own words, without what is in the run's options
    request         JSONB       NOT NULL,
    callback_url    TEXT,
    -- How it ended, as a number of Judge0's list
    status_number   BIGINT,
    created_at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX executions_created_at ON executions (created_at, run_id);
