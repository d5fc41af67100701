/** Types of the problems, runs, drafts, submissions and board endpoints (`docs/API.md`). */
import type { PageMeta } from "./envelope";
import type { Call, CallWith, ListCall } from "./paths";

/** 1 easy, 2 medium, 3 hard. */
export type Difficulty = 1 | 2 | 3;

export type UserStatus = "not_attempted" | "attempted" | "solved";

export type TopicRef = { id: string; name: string; slug: string };

export type Topic = TopicRef & {
  description?: string | null;
  icon_url?: string | null;
  parent_id?: string | null;
  children?: (TopicRef & { parent_id?: string | null; description?: string | null })[] | null;
  stats?: { total_lessons: number; total_problems: number; total_quizzes: number } | null;
};

export type ProblemRow = {
  id: string;
  slug: string;
  title: string;
  difficulty: Difficulty;
  /** Share of accepted submissions, 0 to 1; null before the first submission. */
  acceptance_rate?: number | null;
  total_submissions: number;
  total_accepted: number;
  tags: string[];
  user_status: UserStatus;
  is_premium: boolean;
  topics?: TopicRef[];
  kind?: "stdio" | "function";
};

export type SampleCase = {
  name?: string | null;
  input: string;
  output: string;
  explanation?: string | null;
};

export type Signature = {
  entry: string;
  params: { name: string; type: string }[];
  returns: string;
};

export type Problem = {
  id: string;
  slug: string;
  title: string;
  kind: "stdio" | "function";
  description_markdown: string;
  description_html: string;
  difficulty: Difficulty;
  time_limit_ms: number;
  memory_limit_kb: number;
  input_format?: string | null;
  output_format?: string | null;
  constraints?: string | null;
  sample_test_cases: SampleCase[];
  hints: { level: number; text: string }[];
  related_problems: { id: string; title: string; difficulty: Difficulty }[];
  /** By language key: `python`, `cpp`, `java`, `javascript`. */
  starter_code: Record<string, string>;
  user_progress?: {
    submission_count: number;
    best_submission_id?: string | null;
    solved: boolean;
  } | null;
  signature?: Signature | null;
  tags: string[];
  topics: TopicRef[];
  acceptance_rate?: number | null;
  total_submissions: number;
  total_accepted: number;
  is_published: boolean;
  version: number;
  points: number;
};

export type ProblemStats = {
  /** People whose draft or submission moved in the last five minutes. */
  solving_now: number;
  total_submissions: number;
  total_accepted: number;
  acceptance_rate?: number | null;
};

export type Language = {
  /** What submissions take: `python3.10`. */
  api_name: string;
  /** Key of the starter code: `python`. */
  key: string;
  name: string;
  version?: string | null;
  judge0_id?: number | null;
  file_name: string;
  available: boolean;
  /** How the operator makes it available. */
  install_hint?: string | null;
};

export type Draft = { language: string; code: string; saved_at: string };

export type Diagnostic = {
  line: number;
  column?: number | null;
  severity: string;
  message: string;
};

export type RunStatus = "PENDING" | "RUNNING" | "FINISHED" | "COMPILATION_ERROR" | "ERROR";

export type RunCase = {
  name: string;
  status: "PENDING" | "PASSED" | "FAILED" | "FINISHED" | "TIMEOUT" | "ERROR";
  verdict?: string | null;
  stdout?: string | null;
  /** What the function returned, as JSON; null for whole programs. */
  result?: string | null;
  stderr?: string | null;
  exit_code?: number | null;
  signal?: number | null;
  execution_time_ms?: number | null;
  memory_kb?: number | null;
  truncated?: boolean;
  message?: string | null;
};

export type Run = {
  id: string;
  problem_id?: string | null;
  language: string;
  status: RunStatus;
  compile_output?: string | null;
  diagnostics: Diagnostic[];
  cases: RunCase[];
};

export type RunRequest = {
  problem_id?: string;
  language: string;
  code: string;
  cases: { name?: string; input: string; expected_output?: string }[];
};

export type SubmissionStatus =
  | "PENDING"
  | "RUNNING"
  | "ACCEPTED"
  | "FAILED"
  | "ERROR"
  | "TIMEOUT"
  | "COMPILATION_ERROR"
  | "REVIEW_PENDING"
  | "REVIEW_COMPLETE"
  | "REVIEW_FAILED";

export type TestResult = {
  test_case_id?: string;
  name?: string | null;
  status: string;
  verdict?: string | null;
  message?: string | null;
  execution_time_ms?: number | null;
  memory_kb?: number | null;
  is_sample: boolean;
  /** Input, outputs and stderr are there for samples only. */
  input?: string | null;
  expected_output?: string | null;
  actual_output?: string | null;
  stderr?: string | null;
};

export type Submission = {
  id: string;
  problem_id: string;
  problem_title: string;
  user_id: string;
  language: string;
  code?: string | null;
  status: SubmissionStatus;
  verdict?: string | null;
  points: number;
  passed: boolean;
  submitted_at: string;
  completed_at?: string | null;
  execution_summary?: {
    total_test_cases: number;
    passed_test_cases: number;
    failed_test_cases: number;
    max_execution_time_ms: number;
    max_memory_kb: number;
  } | null;
  test_results: TestResult[];
  compilation_output?: string | null;
  diagnostics?: Diagnostic[];
  queue_position?: number | null;
  xp_earned?: number | null;
};

/** One event of a submission's stream. */
export type SubmissionEvent = {
  status: string;
  progress?: number | null;
  message?: string | null;
  points?: number | null;
  passed?: boolean | null;
  queue_position?: number | null;
  test_results?: {
    index: number;
    name?: string | null;
    status: string;
    execution_time_ms?: number | null;
    memory_kb?: number | null;
    is_sample: boolean;
  }[];
};

export type SubmissionRow = {
  id: string;
  problem_id?: string;
  problem_title?: string;
  language: string;
  status: SubmissionStatus;
  points: number;
  submitted_at: string;
  execution_time_ms?: number | null;
};

export type Timeframe = "weekly" | "monthly" | "all_time";

export type BoardRow = {
  rank: number;
  user: { id: string; display_name: string; avatar_url?: string | null };
  points: number;
  problems_solved: number;
  is_me?: boolean;
  level?: string | null;
  streak_days?: number | null;
};

export type BoardMeta = PageMeta & {
  seq?: number;
  timeframe?: Timeframe;
  me?: { rank: number; points: number; problems_solved: number } | null;
};

/** One event of a board's stream: the first rows as they are now. */
export type BoardEvent = { seq: number; total: number; rows: BoardRow[] };

type PageQuery = { page?: number; limit?: number };
type ProblemPath = { problem_id: string };

export type ProblemQuery = PageQuery & {
  q?: string;
  topic?: string;
  topic_id?: string;
  difficulty?: number;
  status?: UserStatus;
  tags?: string;
  sort_by?: string;
  order?: "asc" | "desc";
};

export type BoardQuery = PageQuery & { timeframe?: Timeframe; topic_id?: string; around?: "me" };

export interface WorkPaths {
  "/v1/topics": { get: Call<Topic[]> };
  "/v1/languages": { get: Call<Language[]> };
  "/v1/problems": { get: ListCall<ProblemRow, ProblemQuery> };
  "/v1/problems/{problem_id}": { get: Call<Problem, never, ProblemPath> };
  "/v1/problems/{problem_id}/stats": { get: Call<ProblemStats, never, ProblemPath> };
  "/v1/problems/{problem_id}/draft": {
    get: Call<Draft, { language: string }, ProblemPath>;
    put: CallWith<{ language: string; code: string }, Draft, ProblemPath>;
  };
  "/v1/problems/{problem_id}/submissions": {
    get: ListCall<SubmissionRow, PageQuery & { status?: string }, ProblemPath>;
  };
  "/v1/runs": { post: CallWith<RunRequest, { run_id: string; status: string }> };
  "/v1/runs/{run_id}": { get: Call<Run, never, { run_id: string }> };
  "/v1/submissions": {
    get: ListCall<SubmissionRow, PageQuery & { problem_id?: string }>;
    post: CallWith<
      { problem_id: string; language: string; code: string },
      { submission_id: string; status: string; message: string }
    >;
  };
  "/v1/submissions/{submission_id}": { get: Call<Submission, never, { submission_id: string }> };
  "/v1/leaderboard": { get: Call<BoardRow[], BoardQuery, Record<never, never>, BoardMeta> };
}
