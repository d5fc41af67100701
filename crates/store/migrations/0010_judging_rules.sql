-- What is more to judging than tests and a comparison (judge::Rules as JSON), sealed like the tests, because it may hold
-- programs that know the answers; NULL when there is nothing more.
ALTER TABLE problem_versions ADD COLUMN rules BYTEA;
