/** Names for the schemas of problems, runs, drafts, submissions and the board. */
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
type QueryOf<Id extends keyof operations> = NonNullable<operations[Id]["parameters"]["query"]>;

export type UserStatus = Schemas["UserStatus"];
export type TopicRef = Schemas["TopicRefOut"];
export type Topic = Schemas["TopicOut"];
export type ProblemRow = Schemas["ProblemRow"];
export type ProblemQuery = QueryOf<"list_problems">;
export type Problem = Schemas["ProblemOut"];
/** 1 easy, 2 medium, 3 hard. */
export type Difficulty = Problem["difficulty"];
export type SampleCase = Schemas["SampleOut"];
export type Signature = Schemas["SignatureOut"];
export type ProblemStats = Schemas["StatsOut"];
export type Language = Schemas["LanguageOut"];
export type Draft = Schemas["DraftOut"];
export type Diagnostic = Schemas["DiagnosticOut"];

export type Run = Schemas["RunOut"];
export type RunStatus = Schemas["RunStatus"];
export type RunCase = Schemas["CaseOut"];
export type RunRequest = Schemas["CreateRun"];

/** `ai_review` is always null, and the client leaves out what is nothing but null. */
export type Submission = Omit<Schemas["SubmissionOut"], "ai_review">;
export type SubmissionStatus = Schemas["SubmissionStatus"];
export type SubmissionRow = Schemas["SubmissionRow"];
/** A test's result: events tell how it ended, answers the texts and the verdict too. */
export type TestResult = Omit<Schemas["TestResult"], "index" | "name"> &
  Partial<Schemas["TestResultOut"]>;
/** What an event of a submission's stream tells, or a plain answer in the same words. */
export type SubmissionEvent = Pick<Schemas["SubmissionUpdate"], "status"> &
  Partial<Omit<Schemas["SubmissionUpdate"], "test_results">> & {
    queue_position?: number | null;
    test_results?: (TestResult & { index: number })[];
  };

export type Timeframe = Schemas["TimeFrameWord"];
export type BoardQuery = QueryOf<"list_leaderboard">;
/** A row as events and answers both tell it. */
export type BoardRow = Schemas["BoardRow"];
export type BoardMeta = Schemas["LeaderboardMeta"];
/** One event of a board's stream: the first rows as they are now. */
export type BoardEvent = Schemas["BoardTop"];
