// Tabs of one browser share a session: a refresh, even one whose connection is cut, logs nobody out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openWindow } from "../src/browser.mjs";
import { PASSWORD, signIn } from "../src/people.mjs";
import { Server } from "../src/server.mjs";

let server;
let browser;

before(async () => {
  server = await Server.fresh();
  browser = await openBrowser();
  await server.account("learner", "Lin Learner", "lin@example.com", PASSWORD);
});

after(async () => {
  await browser?.close();
  await server?.discard();
});

const isSignedIn = async (page) => {
  await page.goto("/dashboard");
  await page.getByRole("heading", { level: 1 }).waitFor();
  return new URL(page.url()).pathname === "/dashboard";
};

test("two tabs that begin anew at once stay signed in", async () => {
  const { context, page } = await openWindow(browser, server.base);
  await signIn(page, "lin@example.com");
  const second = await context.newPage();
  // The access token lives in the page: loading both anew makes both ask for a refresh.
  await Promise.all([page.reload(), second.goto("/dashboard")]);
  assert.ok(await isSignedIn(page));
  assert.ok(await isSignedIn(second));
});

test("a refresh whose answer never arrives is repeated and logs nobody out", async () => {
  const { context, page } = await openWindow(browser, server.base);
  await signIn(page, "lin@example.com");
  let cut = 0;
  await context.route("**/v1/auth/refresh", async (route) => {
    if (cut > 0) return route.continue();
    cut += 1;
    // The server has rotated the token; the connection ends before its answer is through.
    await route.fetch();
    await route.abort("connectionreset");
  });
  const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/v1/auth/refresh"));
  await page.reload();
  await failed;
  assert.ok(await isSignedIn(page));
  assert.equal(cut, 1);
  const second = await context.newPage();
  assert.ok(await isSignedIn(second));
});

test("signing out in one tab ends the session in the other", async () => {
  const { context, page } = await openWindow(browser, server.base);
  await signIn(page, "lin@example.com");
  const second = await context.newPage();
  assert.ok(await isSignedIn(second));
  await page.getByRole("button", { name: /Lin Learner|account/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await second.waitForURL((url) => url.pathname !== "/dashboard");
});
