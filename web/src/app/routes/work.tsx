/**
 * Routes of problems, workspace, submissions and leaderboard. Pages are loaded when they are
 * first opened:
 *
 * ```tsx
 * createRoute({
 *   getParentRoute: () => rootRoute,
 *   path: "/problems",
 *   component: lazyRouteComponent(() => import("@/features/problems/problems-page"), "ProblemsPage"),
 * })
 * ```
 */
export const workRoutes = [];
