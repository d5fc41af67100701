/** Types of the problems, runs, drafts, submissions and board endpoints (`docs/API.md`). */

// biome-ignore lint/complexity/noBannedTypes: filled by the pages that need them.
export type WorkPaths = {};
