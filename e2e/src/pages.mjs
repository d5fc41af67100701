// Every page with real data: what the accessibility test and the screenshots go through.
import { PASSWORD } from "./people.mjs";

const WRONG = "a, b = map(int, input().split())\nprint(a - b)\n";
const RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n";
const NAMES = ["Amina Osei", "Bruno Costa", "Chloé Martin", "Dai Nakamura", "Elif Yılmaz", "Farid Haddad"];

/** Fills a server with people who solve problems; returns what pages need to be opened. */
export const fillServer = async (server) => {
  await server.account("admin", "Ada Admin", "ada@example.com", PASSWORD);
  const problems = await server.call("GET", "/v1/problems?limit=100");
  const problem = problems.find((row) => row.slug === "hello-sum");
  let submission;
  let learner;
  for (const [index, name] of NAMES.entries()) {
    const email = `learner${index}@example.com`;
    await server.account("learner", name, email, PASSWORD);
    const signedIn = await server.call("POST", "/v1/auth/login", { body: { email, password: PASSWORD } });
    const token = signedIn.access_token;
    learner = signedIn.user;
    for (const code of index % 2 === 0 ? [WRONG, RIGHT] : [WRONG]) {
      const made = await server.call("POST", "/v1/submissions", {
        token,
        body: { problem_id: problem.id, language: "python3.10", code },
      });
      submission = made.submission_id;
      // The stream of events closes after the verdict.
      const events = await fetch(`${server.base}/v1/submissions/${submission}/events`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await events.text();
    }
  }
  await server.call("POST", "/v1/auth/register", {
    body: { email: "newcomer@example.com", password: PASSWORD, display_name: "Noor Newcomer" },
  });
  const hard = problems.find((row) => row.difficulty === 3);
  return { problem, hard, submission, learner, learnerEmail: `learner${NAMES.length - 1}@example.com` };
};

/** The pages: a name, an address, who opens it, and what shows that it is complete. */
export const pagesOf = ({ problem, hard, submission, learner }) => [
  { name: "home", path: "/", who: "nobody", ready: "main h1" },
  { name: "sign-up", path: "/sign-up", who: "nobody", ready: "form" },
  { name: "sign-in", path: "/sign-in", who: "nobody", ready: "form" },
  { name: "forgot-password", path: "/forgot-password", who: "nobody", ready: "form" },
  { name: "reset-password", path: "/reset-password?token=unknown", who: "nobody", ready: "form" },
  { name: "verify-email", path: "/verify-email?token=unknown", who: "nobody", ready: "main [role=status] p" },
  { name: "resend-verification", path: "/resend-verification", who: "nobody", ready: "form" },
  { name: "set-up", path: "/setup", who: "nobody", ready: "main [role=status] p" },
  { name: "reference", path: "/reference", who: "nobody", ready: "main section" },
  { name: "not-found", path: "/no/such/page", who: "nobody", ready: "main h1" },
  { name: "problems", path: "/problems", who: "learner", ready: "main a[href^='/problems/']" },
  { name: "problems-empty", path: "/problems?q=nothing-like-this", who: "learner", ready: "main h1" },
  { name: "workspace", path: `/problems/${problem.id}/${problem.slug}`, who: "learner", ready: "h1", fills: true, code: true },
  { name: "workspace-function", path: `/problems/${hard.id}/${hard.slug}`, who: "learner", ready: "h1", fills: true, code: true },
  { name: "submissions", path: "/submissions", who: "learner", ready: "main a[href^='/submissions/']" },
  { name: "submission", path: `/submissions/${submission}`, who: "learner", ready: "main h1", code: true },
  { name: "leaderboard", path: "/leaderboard", who: "learner", ready: "main table" },
  { name: "dashboard", path: "/dashboard", who: "learner", ready: "main h1" },
  { name: "profile", path: `/users/${learner.id}`, who: "learner", ready: "main h1" },
  { name: "settings", path: "/settings", who: "learner", ready: "form" },
  { name: "accounts", path: "/admin/accounts", who: "admin", ready: "main table" },
  { name: "mail", path: "/admin/mail", who: "admin", ready: "main li" },
];

/** Opens a page and waits until it shows its data. */
export const open = async (page, { path, ready }) => {
  await page.goto(path);
  await page.locator(ready).first().waitFor();
  // Skeletons say that data is still on its way.
  await page.waitForFunction(() => document.querySelector("[role=status] > [aria-hidden].bg-line") === null);
};

/** Whether each line of the code on the page gets its number beside it, once it is in view. */
export const numbersBesideLines = async (page) => {
  await page.locator(".cm-content").first().scrollIntoViewIfNeeded();
  const beside = () => {
    const tops = (selector) =>
      [...document.querySelectorAll(selector)]
        .map((element) => element.getBoundingClientRect())
        .filter((place) => place.height > 0)
        .map((place) => place.top);
    const [lines, numbers] = [tops(".cm-line"), tops(".cm-lineNumbers .cm-gutterElement")];
    return lines.length > 0 && lines.every((top, index) => Math.abs(top - numbers[index]) < 2);
  };
  return page.waitForFunction(beside, null, { timeout: 5000 }).then(
    () => true,
    () => false,
  );
};
