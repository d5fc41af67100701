// Every page with real data, light and dark, at 320 and 1280 px, into screenshots/ (which git ignores).
import { mkdir } from "node:fs/promises";
import { openBrowser, openWindow } from "./browser.mjs";
import { fillServer, open, pagesOf } from "./pages.mjs";
import { signIn } from "./people.mjs";
import { Server } from "./server.mjs";

const folder = new URL("../../screenshots/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });
const server = await Server.fresh({ ENABLE_RATE_LIMITING: "false" });
const browser = await openBrowser();
try {
  const filled = await fillServer(server);
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      for (const who of ["nobody", "learner", "admin"]) {
        const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" };
        const { context, page } = await openWindow(browser, server.base, options);
        if (who === "learner") await signIn(page, filled.learnerEmail);
        if (who === "admin") await signIn(page, "ada@example.com");
        for (const entry of pagesOf(filled).filter((entry) => entry.who === who)) {
          await open(page, entry);
          await page.screenshot({ path: `${folder}${entry.name}-${colorScheme}-${width}.png`, fullPage: true });
        }
        await context.close();
      }
    }
  }
  console.log(`Pictures of every page are in ${folder}`);
} finally {
  await browser.close();
  await server.discard();
}
