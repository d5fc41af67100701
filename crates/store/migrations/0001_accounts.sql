-- Numbers that clients see as integers; taken by UPDATE … RETURNING inside the creating transaction.
CREATE TABLE counters (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('users', 0), ('problems', 0), ('submissions', 0);

CREATE TABLE users (
    id                 UUID        NOT NULL PRIMARY KEY,
    number             BIGINT      NOT NULL UNIQUE,
    supabase_user_id   UUID        UNIQUE,
    email              TEXT        NOT NULL,
    -- The address in the form in which two addresses are the same.
    email_key          TEXT        NOT NULL UNIQUE,
    password_hash      TEXT,
    display_name       TEXT        NOT NULL,
    role               TEXT        NOT NULL,
    email_verified     BOOLEAN     NOT NULL,
    is_active          BOOLEAN     NOT NULL,
    avatar_url         TEXT,
    bio                TEXT,
    location           TEXT,
    website            TEXT,
    github_username    TEXT,
    twitter_username   TEXT,
    country_code       TEXT,
    total_xp           BIGINT      NOT NULL DEFAULT 0,
    total_points       BIGINT      NOT NULL DEFAULT 0,
    problems_solved    BIGINT      NOT NULL DEFAULT 0,
    practice_score     BIGINT      NOT NULL DEFAULT 0,
    reputation         BIGINT      NOT NULL DEFAULT 0,
    current_streak     BIGINT      NOT NULL DEFAULT 0,
    longest_streak     BIGINT      NOT NULL DEFAULT 0,
    last_activity_date DATE,
    last_login_at      TIMESTAMPTZ,
    -- Access tokens made before this moment are refused: the password was reset since.
    tokens_valid_from  TIMESTAMPTZ,
    created_at         TIMESTAMPTZ NOT NULL,
    updated_at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX users_created_at ON users (created_at, id);
CREATE INDEX users_admins ON users (created_at, id) WHERE role = 'admin';

-- One row per refresh token ever given; a family is one sign-in and its rotations.
CREATE TABLE refresh_tokens (
    id           UUID        NOT NULL PRIMARY KEY,
    user_id      UUID        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    family_id    UUID        NOT NULL,
    token_hash   BYTEA       NOT NULL UNIQUE,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    rotated_at   TIMESTAMPTZ,
    -- SHA-256 of the key that the client sent with the call that rotated it; the same call may be repeated.
    rotation_key BYTEA,
    revoked_at   TIMESTAMPTZ
);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_user ON refresh_tokens (user_id);

-- Access tokens that were given back before they expired; by `jti`, or `sha256:` and the token's digest.
CREATE TABLE revoked_tokens (
    token_id   TEXT        NOT NULL PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);

-- Links that went out by mail (kinds verify_email, reset_password) or to the console (set_up, without a user).
CREATE TABLE link_tokens (
    id         UUID        NOT NULL PRIMARY KEY,
    kind       TEXT        NOT NULL,
    user_id    UUID        REFERENCES users (id) ON DELETE CASCADE,
    token_hash BYTEA       NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ,
    used_at    TIMESTAMPTZ
);
CREATE INDEX link_tokens_user ON link_tokens (user_id, kind);

CREATE TABLE mails (
    id         UUID        NOT NULL PRIMARY KEY,
    to_address TEXT        NOT NULL,
    to_key     TEXT        NOT NULL,
    subject    TEXT        NOT NULL,
    body       TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at    TIMESTAMPTZ,
    attempts   BIGINT      NOT NULL DEFAULT 0,
    last_error TEXT
);
CREATE INDEX mails_to ON mails (to_key, created_at);
CREATE INDEX mails_created_at ON mails (created_at, id);
