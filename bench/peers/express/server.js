// The three answers that are compared, on Express and node-postgres, as one would write them in an afternoon:
// prepared queries, a pool, a cluster when there is more than one worker. No cache, no limits, no logs.
import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import express from "express";
import jwt from "jsonwebtoken";
import pg from "pg";

const workers = Number(process.env.WORKERS);

if (workers > 1 && cluster.isPrimary) {
  const forked = Array.from({ length: workers }, () => cluster.fork());
  let listening = 0;
  cluster.on("listening", (_worker, address) => {
    listening += 1;
    if (listening === workers) console.log(`listening on http://127.0.0.1:${address.port}`);
  });
  process.on("SIGTERM", () => {
    for (const worker of forked) worker.kill();
    process.exit(0);
  });
} else {
  serve();
}

function serve() {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
  const app = express();

  app.get("/v1/problems/:id", async (request, response) => {
    const { rows } = await pool.query({
      name: "problem",
      text: "SELECT * FROM problems WHERE id = $1 AND is_published",
      values: [request.params.id],
    });
    if (rows.length === 0) {
      return response.status(404).json(failure("NOT_FOUND", "there is no such problem"));
    }
    const problem = rows[0];
    problem.acceptance_rate =
      problem.total_submissions > 0 ? problem.total_accepted / problem.total_submissions : null;
    problem.user_progress = null;
    response.json({ success: true, data: problem, meta: null, error: null });
  });

  app.get("/v1/leaderboard", async (_request, response) => {
    const { rows } = await pool.query({
      name: "leaderboard",
      text: `SELECT id, display_name, avatar_url, level, streak_days, points, problems_solved,
               (SELECT count(*)::integer FROM users WHERE points > 0) AS total
             FROM users WHERE points > 0 ORDER BY points DESC, problems_solved DESC, place LIMIT 100`,
    });
    const data = rows.map((row, index) => ({
      rank: index + 1,
      user: { id: row.id, display_name: row.display_name, avatar_url: row.avatar_url },
      points: row.points,
      problems_solved: row.problems_solved,
      level: row.level,
      streak_days: row.streak_days,
      is_me: false,
    }));
    const total = rows.length > 0 ? rows[0].total : 0;
    const meta = { page: 1, limit: 100, total, cursor: null, seq: 0, timeframe: "all_time", me: null };
    response.json({ success: true, data, meta, error: null });
  });

  app.post("/v1/submissions", express.json(), async (request, response) => {
    let user;
    try {
      user = jwt.verify(request.get("authorization").slice("Bearer ".length), process.env.JWT_SECRET);
    } catch {
      return response.status(401).json(failure("UNAUTHORIZED", "sign in first"));
    }
    const { problem_id: problemId, language, code } = request.body;
    if (typeof code !== "string" || code.trim() === "" || code.length > 10_000) {
      return response.status(400).json(failure("VALIDATION_ERROR", "the code must have 1 to 10000 characters"));
    }
    const found = await pool.query({
      name: "published",
      text: "SELECT 1 FROM problems WHERE id = $1 AND is_published",
      values: [problemId],
    });
    if (found.rowCount === 0) {
      return response.status(404).json(failure("NOT_FOUND", "there is no such problem"));
    }
    const id = randomUUID();
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query({
        name: "submission",
        text: `INSERT INTO submissions (id, user_id, problem_id, language, source_code)
               VALUES ($1, $2, $3, $4, $5)`,
        values: [id, user.user_id, problemId, language, code],
      });
      await client.query({
        name: "job",
        text: "INSERT INTO jobs (id, kind, submission_id, priority) VALUES ($1, 'judge', $2, 10)",
        values: [randomUUID(), id],
      });
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
    response.status(202).json({
      success: true,
      data: { submission_id: id, status: "PENDING", message: "Submission queued for evaluation." },
      meta: null,
      error: null,
    });
  });

  const server = app.listen(Number(process.env.PORT), "127.0.0.1", () => {
    if (workers === 1) console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
}

function failure(code, message) {
  return { success: false, data: null, meta: null, error: { code, message, details: [] } };
}
