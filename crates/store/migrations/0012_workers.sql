-- What hosts that judge for this installation prove themselves with.
CREATE TABLE worker_tokens (
    id           UUID        NOT NULL PRIMARY KEY,
    name         TEXT        NOT NULL,
    -- SHA-256 of the token; the token itself is shown once and not kept.
    digest       BYTEA       NOT NULL UNIQUE,
    created_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ
);
-- A name is free again once its token is revoked.
CREATE UNIQUE INDEX worker_tokens_name ON worker_tokens (name) WHERE revoked_at IS NULL;

-- Worker processes that have said hello; one that said goodbye has no row.
CREATE TABLE workers (
    id           UUID        NOT NULL PRIMARY KEY,
    token_id     UUID        NOT NULL REFERENCES worker_tokens (id) ON DELETE CASCADE,
    -- Name of the host
    name         TEXT        NOT NULL,
    version      TEXT        NOT NULL,
    slots        BIGINT      NOT NULL,
    -- array of {key, version}
    languages    JSONB       NOT NULL,
    connected_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX workers_last_seen_at ON workers (last_seen_at);

-- Who holds the lease; NULL for a server's own slots.
ALTER TABLE jobs ADD COLUMN worker_id UUID;
-- How often the judge itself failed at it. Claims and hand-backs do not count.
ALTER TABLE jobs ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
-- How often its lease ran out: whoever held it was lost.
ALTER TABLE jobs ADD COLUMN losses BIGINT NOT NULL DEFAULT 0;
