// Every page: no axe violation and no sideways scrolling, light and dark, on a phone and on a desk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openWindow, violations } from "../src/browser.mjs";
import { fillServer, numbersBesideLines, open, pagesOf } from "../src/pages.mjs";
import { signIn } from "../src/people.mjs";
import { Server } from "../src/server.mjs";

let server;
let browser;
let filled;

before(async () => {
  server = await Server.fresh({ ENABLE_RATE_LIMITING: "false" });
  browser = await openBrowser();
  filled = await fillServer(server);
});

after(async () => {
  await browser?.close();
  await server?.discard();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    test(`pages in ${colorScheme} at ${width} px can be used by everybody`, async () => {
      const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" };
      const found = [];
      const complaints = [];
      for (const who of ["nobody", "learner", "admin"]) {
        const window = await openWindow(browser, server.base, options);
        if (who === "learner") await signIn(window.page, filled.learnerEmail);
        if (who === "admin") await signIn(window.page, "ada@example.com");
        for (const page of pagesOf(filled).filter((page) => page.who === who)) {
          await open(window.page, page);
          for (const violation of await violations(window.page)) found.push(`${page.name}: ${violation}`);
          const wide = await window.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (wide > 0) found.push(`${page.name}: ${wide} px wider than the window`);
          // The workspace fills the window; only its panes scroll.
          const long = await window.page.evaluate(
            () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
          );
          if (page.fills && long > 0) found.push(`${page.name}: ${long} px longer than the window`);
          // On a phone the editor of the workspace is behind a tab.
          const showsCode = page.code && (width > 320 || !page.fills);
          if (showsCode && !(await numbersBesideLines(window.page))) found.push(`${page.name}: line numbers beside no line`);
        }
        complaints.push(...window.complaints);
        await window.context.close();
      }
      assert.deepEqual(found, []);
      assert.deepEqual(complaints, []);
    });
  }
}
