// Debian's Chromium, one fresh profile per person.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** A window of somebody who has never been here. Complaints of the page are kept in `window.complaints`. */
export const openWindow = async (browser, base, options = {}) => {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    // Replacing a whole text by typing makes Chromium's own editing try an inline style, which the editor does not need.
    if (/Content Security Policy/.test(text) && !text.startsWith("Applying inline style")) {
      complaints.push(`${page.url()}: ${text}`);
    }
  });
  return { context, page, complaints };
};

/** What axe says against the page, a line for each element. */
export const violations = async (page) => {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} – ${node.failureSummary}`),
    );
  });
  return found;
};
