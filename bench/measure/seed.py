"""The people and results that all servers answer from: the shipped problems, and a season of some hundred people."""

import base64
import datetime
import hashlib
import hmac
import json
import random
import shutil
import tarfile
import time
import uuid

from servers import JWT_SECRET, WORK, codequest, codequest_command

PEOPLE = 400
FIRST = "Ada Bela Cem Dina Emil Femi Gita Hana Ivo Jun Kaya Lars Mina Nils Oona Pia Quinn Rosa Sami Tove".split()
LAST = "Adeyemi Brandt Castro Demir Eriksen Fischer Gupta Haddad Ito Jansen Kovac Lindgren Moreau Novak Okafor".split()
ADMIN = str(uuid.UUID(int=1, version=4))


def token(user_id, role="learner"):
    """An access token as our server gives them, valid for an hour."""

    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    now = int(time.time())
    claims = {
        "user_id": user_id, "role": role, "email": f"{user_id}@example.org",
        "exp": now + 3600, "iat": now, "jti": str(uuid.uuid4()),
    }  # fmt: skip
    text = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    signature = hmac.digest(JWT_SECRET.encode(), text, hashlib.sha256)
    return (text + b"." + part(signature)).decode()


class Tables:
    """The tables of a backup, unpacked."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, name):
        with open(self.folder / f"tables/{name}.jsonl") as lines:
            columns = json.loads(next(lines))
            return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]

    def write(self, name, rows):
        path = self.folder / f"tables/{name}.jsonl"
        with open(path) as lines:
            columns = json.loads(next(lines))
        with open(path, "w") as lines:
            print(json.dumps(columns), file=lines)
            for row in rows:
                if unknown := set(row) - set(columns):
                    raise RuntimeError(f"{name} has no column {unknown}")
                print(json.dumps([text(row.get(column)) for column in columns]), file=lines)


def text(value):
    """A value as backups write it."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime.datetime():
            return value.isoformat(timespec="microseconds")
        case datetime.date():
            return value.isoformat()
        case uuid.UUID():
            return value.hex
        case _:
            return str(value)


def make_archive():
    """A backup with the shipped content, a problem with ten tests, and people; returns its path and their ids."""
    data, folder = WORK / "seed", WORK / "seed-archive"
    for old in (data, folder):
        shutil.rmtree(old, ignore_errors=True)
    with codequest(data):
        pass
    codequest_command(data, "backup", plain := data / "plain.tar.gz")
    with tarfile.open(plain) as tar:
        tar.extractall(folder, filter="data")
    people = add_people(Tables(folder))
    manifest = json.loads((folder / "manifest.json").read_text())
    for table in manifest["tables"]:
        with open(folder / f"tables/{table['name']}.jsonl") as lines:
            table["rows"] = sum(1 for _ in lines) - 1
    (folder / "manifest.json").write_text(json.dumps(manifest))
    archive = WORK / "seed.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, path.relative_to(folder))
    return archive, people


def add_people(tables):
    dice = random.Random(17)
    now = datetime.datetime.now(datetime.UTC)
    problems = tables.rows("problems")
    users, submissions, ledger, progress = [], [], [], []
    ids = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in range(PEOPLE)]
    for number, user_id in enumerate([uuid.UUID(ADMIN), *ids], 1):
        xp = points = solved = 0
        is_admin = number == 1
        for problem in [] if is_admin else dice.sample(problems, dice.randint(1, len(problems))):
            tries, begun = dice.randint(1, 4), now - datetime.timedelta(seconds=dice.randint(3600, 90 * 86400))
            earned = 100 * int(problem["difficulty"])
            for attempt in range(tries):
                at, passed = begun + datetime.timedelta(minutes=9 * attempt), attempt == tries - 1
                submissions.append({
                    "id": uuid.UUID(int=dice.getrandbits(128), version=4), "number": len(submissions) + 1,
                    "user_id": user_id, "problem_id": problem["id"], "version_id": problem["current_version_id"],
                    "language": "python", "source_code": "print(sum(map(int, input().split())))\n" * 8,
                    "status": "finished", "verdict": "accepted" if passed else "wrong_answer", "passed": passed,
                    "points": 100 if passed else 0, "test_points": 100 if passed else 0,
                    "tests_passed": 12 if passed else 3, "tests_total": 12, "diagnostics": "[]",
                    "max_time_ms": 14, "max_memory_kb": 9000, "xp_earned": earned if passed else 0,
                    "submitted_at": at, "started_at": at, "finished_at": at, "updated_at": at,
                })  # fmt: skip
            last = submissions[-1]
            ledger.append({
                "id": uuid.UUID(int=dice.getrandbits(128), version=4), "user_id": user_id,
                "source_kind": "submission", "source_id": last["id"], "problem_id": problem["id"],
                "xp": earned, "points": 100, "solved": 1, "created_at": last["submitted_at"],
            })  # fmt: skip
            progress.append({
                "user_id": user_id, "problem_id": problem["id"], "best_points": 100, "best_submission_id": last["id"],
                "submission_count": tries, "solved_at": last["submitted_at"], "first_submitted_at": begun,
                "last_submitted_at": last["submitted_at"],
            })  # fmt: skip
            problem["total_submissions"] = int(problem["total_submissions"]) + tries
            problem["total_accepted"] = int(problem["total_accepted"]) + 1
            xp, points, solved = xp + earned, points + 100, solved + 1
        email = f"person{number}@example.org"
        users.append({
            "id": user_id, "number": number, "email": email, "email_key": email,
            "display_name": f"{dice.choice(FIRST)} {dice.choice(LAST)}", "role": "admin" if is_admin else "learner",
            "email_verified": True, "is_active": True, "total_xp": xp, "total_points": points,
            "problems_solved": solved, "practice_score": 0, "reputation": 0, "current_streak": 0, "longest_streak": 0,
            "created_at": now - datetime.timedelta(days=100), "updated_at": now,
        })  # fmt: skip
    tables.write("users", users)
    tables.write("submissions", submissions)
    tables.write("xp_ledger", ledger)
    tables.write("user_problems", progress)
    tables.write("problems", problems)
    counted = {"users": len(users), "submissions": len(submissions)}
    counters = tables.rows("counters")
    for counter in counters:
        counter["value"] = counted.get(counter["name"], counter["value"])
    tables.write("counters", counters)
    return [str(user_id) for user_id in ids]


def fill_peers(postgres, database, problems, board):
    """Puts the problems and the board that our server answered into the database of the peers."""

    def literal(value):
        return "'" + json.dumps(value).replace("'", "''") + "'"

    people = [
        {**line["user"], **{key: line[key] for key in ("level", "streak_days", "points", "problems_solved")},
         "place": line["rank"]}
        for line in board
    ]  # fmt: skip
    schema = (WORK.parent / "peers/schema.sql").read_text()
    inserts = [
        f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, {literal(rows)}::jsonb);"
        for table, rows in (("problems", problems), ("users", people))
    ]
    postgres.sql(database, "\n".join([schema, *inserts, "ANALYZE;"]))
