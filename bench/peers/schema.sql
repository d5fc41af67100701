-- What the minimal services read and write. Each answer comes from one indexed row, or one indexed range: what a
-- learner's problem page needs is kept together, and points are kept summed.
CREATE TABLE problems (
    id                   uuid    PRIMARY KEY,
    number               integer NOT NULL UNIQUE,
    slug                 text    NOT NULL UNIQUE,
    title                text    NOT NULL,
    kind                 text    NOT NULL,
    signature            jsonb,
    description_markdown text    NOT NULL,
    description_html     text    NOT NULL,
    difficulty           integer NOT NULL,
    time_limit_ms        integer NOT NULL,
    memory_limit_kb      integer NOT NULL,
    input_format         text,
    output_format        text,
    constraints          text,
    sample_test_cases    jsonb   NOT NULL,
    hints                jsonb   NOT NULL,
    related_problems     jsonb   NOT NULL,
    starter_code         jsonb   NOT NULL,
    tags                 jsonb   NOT NULL,
    topics               jsonb   NOT NULL,
    total_submissions    integer NOT NULL,
    total_accepted       integer NOT NULL,
    is_published         boolean NOT NULL,
    is_premium           boolean NOT NULL,
    version              integer NOT NULL,
    points               integer NOT NULL
);

CREATE TABLE users (
    id              uuid    PRIMARY KEY,
    display_name    text    NOT NULL,
    avatar_url      text,
    level           text    NOT NULL,
    streak_days     integer NOT NULL,
    points          integer NOT NULL,
    problems_solved integer NOT NULL,
    -- Where the person stands among equals.
    place           integer NOT NULL
);
CREATE INDEX users_board ON users (points DESC, problems_solved DESC, place) WHERE points > 0;

CREATE TABLE submissions (
    id           uuid        PRIMARY KEY,
    number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    user_id      uuid        NOT NULL REFERENCES users (id),
    problem_id   uuid        NOT NULL REFERENCES problems (id),
    language     text        NOT NULL,
    source_code  text        NOT NULL,
    status       text        NOT NULL DEFAULT 'pending',
    verdict      text,
    points       integer     NOT NULL DEFAULT 0,
    submitted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX submissions_user ON submissions (user_id, submitted_at);
CREATE INDEX submissions_problem ON submissions (problem_id, submitted_at);

CREATE TABLE jobs (
    id            uuid        PRIMARY KEY,
    kind          text        NOT NULL,
    submission_id uuid        NOT NULL REFERENCES submissions (id),
    priority      integer     NOT NULL,
    available_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, submission_id)
);
CREATE INDEX jobs_claim ON jobs (kind, priority, available_at, id);
