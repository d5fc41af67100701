import { createRoute } from "@tanstack/react-router";
import { parseBoardSearch } from "@/features/leaderboard/board-search";
import { parseProblemSearch } from "@/features/problems/problem-search";
import { requireSession } from "../guards";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root-route";
import { pageNumber } from "./search";

const getParentRoute = () => rootRoute;

const pages = {
  problems: lazyPage(() => import("@/features/problems/problems-page"), "ProblemsPage"),
  workspace: lazyPage(() => import("@/features/workspace/workspace-page"), "WorkspacePage"),
  submissions: lazyPage(() => import("@/features/submissions/submissions-page"), "SubmissionsPage"),
  submission: lazyPage(() => import("@/features/submissions/submission-page"), "SubmissionPage"),
  leaderboard: lazyPage(() => import("@/features/leaderboard/leaderboard-page"), "LeaderboardPage"),
};

const problems = createRoute({
  getParentRoute,
  path: "/problems",
  validateSearch: parseProblemSearch,
  component: function Problems() {
    const search = problems.useSearch();
    const navigate = problems.useNavigate();
    return (
      <pages.problems
        search={search}
        onChange={(next, { replace = false, resetScroll = false } = {}) =>
          void navigate({ search: next, replace, resetScroll })
        }
      />
    );
  },
});

const workspace = createRoute({
  getParentRoute,
  path: "/problems/$problemId/{-$slug}",
  component: function Problem() {
    return <pages.workspace problemId={workspace.useParams().problemId} />;
  },
});

const leaderboard = createRoute({
  getParentRoute,
  path: "/leaderboard",
  validateSearch: parseBoardSearch,
  component: function Leaderboard() {
    const search = leaderboard.useSearch();
    const navigate = leaderboard.useNavigate();
    return (
      <pages.leaderboard
        search={search}
        onChange={(next) =>
          void navigate({ search: parseBoardSearch(next), resetScroll: next.page !== search.page })
        }
      />
    );
  },
});

const submissions = createRoute({
  getParentRoute,
  path: "/submissions",
  validateSearch: pageNumber,
  beforeLoad: requireSession,
  component: function Submissions() {
    const navigate = submissions.useNavigate();
    return (
      <pages.submissions
        page={submissions.useSearch().page ?? 1}
        onPage={(page) => void navigate({ search: pageNumber({ page }) })}
      />
    );
  },
});

const submission = createRoute({
  getParentRoute,
  path: "/submissions/$submissionId",
  beforeLoad: requireSession,
  component: function Submission() {
    return <pages.submission submissionId={submission.useParams().submissionId} />;
  },
});

/** Routes of problems, workspace, submissions and leaderboard. Pages load when first opened. */
export const workRoutes = [problems, workspace, leaderboard, submissions, submission];
