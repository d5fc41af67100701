import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { parseBoardSearch } from "@/features/leaderboard/board-search";
import { parseProblemSearch } from "@/features/problems/problem-search";
import { rootRoute } from "../root-route";

const getParentRoute = () => rootRoute;

const pages = {
  problems: lazyRouteComponent(() => import("@/features/problems/problems-page"), "ProblemsPage"),
  workspace: lazyRouteComponent(
    () => import("@/features/workspace/workspace-page"),
    "WorkspacePage",
  ),
  leaderboard: lazyRouteComponent(
    () => import("@/features/leaderboard/leaderboard-page"),
    "LeaderboardPage",
  ),
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

/** Routes of problems, workspace, submissions and leaderboard. Pages load when first opened. */
export const workRoutes = [problems, workspace, leaderboard];
