"""The three answers that are compared, on FastAPI and asyncpg, as one would write them in an afternoon: prepared
queries, a pool, orjson. No cache, no limits, no logs."""

import os
import uuid
from contextlib import asynccontextmanager
from typing import Annotated

import asyncpg
import jwt
import orjson
from fastapi import FastAPI, Header, HTTPException, Response
from pydantic import BaseModel, Field


async def prepare(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=lambda value: orjson.dumps(value).decode(), decoder=orjson.loads
    )


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=4, max_size=20, init=prepare) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


def answer(data: object, meta: object = None, status: int = 200) -> Response:
    body = orjson.dumps({"success": True, "data": data, "meta": meta, "error": None})
    return Response(body, status_code=status, media_type="application/json")


@app.get("/v1/problems/{problem_id}")
async def problem(problem_id: uuid.UUID) -> Response:
    # asyncpg keeps each connection's statements prepared.
    row = await app.state.pool.fetchrow("SELECT * FROM problems WHERE id = $1 AND is_published", problem_id)
    if row is None:
        raise HTTPException(404, "there is no such problem")
    data = dict(row)
    data["id"] = str(data["id"])
    total, accepted = data["total_submissions"], data["total_accepted"]
    data["acceptance_rate"] = accepted / total if total > 0 else None
    data["user_progress"] = None
    return answer(data)


@app.get("/v1/leaderboard")
async def leaderboard() -> Response:
    rows = await app.state.pool.fetch(
        """SELECT id, display_name, avatar_url, level, streak_days, points, problems_solved,
             (SELECT count(*)::integer FROM users WHERE points > 0) AS total
           FROM users WHERE points > 0 ORDER BY points DESC, problems_solved DESC, place LIMIT 100"""
    )
    data = [
        {
            "rank": rank,
            "user": {"id": str(row["id"]), "display_name": row["display_name"], "avatar_url": row["avatar_url"]},
            "points": row["points"],
            "problems_solved": row["problems_solved"],
            "level": row["level"],
            "streak_days": row["streak_days"],
            "is_me": False,
        }
        for rank, row in enumerate(rows, 1)
    ]
    total = rows[0]["total"] if rows else 0
    meta = {"page": 1, "limit": 100, "total": total, "cursor": None, "seq": 0, "timeframe": "all_time", "me": None}
    return answer(data, meta)


class NewSubmission(BaseModel):
    problem_id: uuid.UUID
    language: str
    code: str = Field(min_length=1, max_length=10_000)


@app.post("/v1/submissions")
async def submit(new: NewSubmission, authorization: Annotated[str, Header()]) -> Response:
    try:
        user = jwt.decode(authorization.removeprefix("Bearer "), os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "sign in first") from error
    submission_id = uuid.uuid4()
    async with app.state.pool.acquire() as connection:
        published = await connection.fetchval(
            "SELECT 1 FROM problems WHERE id = $1 AND is_published", new.problem_id
        )
        if published is None:
            raise HTTPException(404, "there is no such problem")
        async with connection.transaction():
            await connection.execute(
                "INSERT INTO submissions (id, user_id, problem_id, language, source_code) VALUES ($1, $2, $3, $4, $5)",
                submission_id, uuid.UUID(user["user_id"]), new.problem_id, new.language, new.code,
            )
            await connection.execute(
                "INSERT INTO jobs (id, kind, submission_id, priority) VALUES ($1, 'judge', $2, 10)",
                uuid.uuid4(), submission_id,
            )
    queued = {
        "submission_id": str(submission_id),
        "status": "PENDING",
        "message": "Submission queued for evaluation.",
    }
    return answer(queued, status=202)
