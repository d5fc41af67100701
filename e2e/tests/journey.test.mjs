// The main job, end to end: two people, two windows, one server without any development switch.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openWindow } from "../src/browser.mjs";
import { fillAccount, PASSWORD, write } from "../src/people.mjs";
import { Server } from "../src/server.mjs";

let server;
let browser;

before(async () => {
  server = await Server.fresh();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.discard();
});

test("an administrator sets the server up, a learner signs up, solves a problem and moves on the board", async () => {
  const admin = await openWindow(browser, server.base);
  const learner = await openWindow(browser, server.base);

  // The first account, by the link that the server printed.
  assert.ok(server.setUpLink, "the server prints a set-up link");
  await admin.page.goto(server.setUpLink);
  await fillAccount(admin.page, { name: "Ada Admin", email: "ada@example.com" });
  await admin.page.getByRole("button", { name: "Create the administrator" }).click();
  await admin.page.waitForURL("**/admin/accounts");
  await learner.page.goto(server.setUpLink);
  await learner.page.getByText("This server is set up").waitFor();

  // A learner signs up; without a mail server the page says whom to ask.
  await learner.page.goto("/");
  await learner.page.goto("/sign-up");
  await fillAccount(learner.page, { name: "Lin Learner", email: "lin@example.com" });
  await learner.page.getByRole("button", { name: "Create account" }).click();
  await learner.page.getByText("Confirm lin@example.com").waitFor();
  await learner.page.getByText("ada@example.com").waitFor();

  // The administrator finds the mail and copies its link to the learner.
  await admin.page.goto("/admin/mail");
  await admin.page.getByRole("button", { name: /lin@example\.com/ }).click();
  await admin.page.getByRole("button", { name: "Copy link" }).click();
  const link = await admin.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/verify-email\?token=/);
  await learner.page.goto(link);
  await learner.page.getByRole("status").getByRole("link", { name: "Sign in" }).click();
  await learner.page.getByLabel("E-mail address").fill("lin@example.com");
  await learner.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await learner.page.getByRole("button", { name: "Sign in" }).click();
  await learner.page.waitForURL("**/dashboard");

  // The administrator watches the board, which is still without the learner.
  await admin.page.goto("/leaderboard");
  await admin.page.getByRole("heading", { name: "Leaderboard" }).waitFor();
  assert.equal(await admin.page.getByRole("row", { name: /Lin Learner/ }).count(), 0);

  // The learner finds the problem and opens it.
  await learner.page.goto("/problems?q=hello");
  await learner.page.getByRole("link", { name: "Hello, Sum" }).click();
  await learner.page.getByRole("textbox", { name: / code for / }).waitFor();

  // A first program is wrong. While it is being typed, the server is stopped and started again.
  const wrong = "a, b = map(int, input().split())\nprint(a - b)\n";
  await write(learner.page, wrong);
  await server.stop();
  await learner.page.keyboard.press("Control+End");
  await learner.page.keyboard.insertText("# written while the server was away\n");
  await learner.page.getByText(/this device/i).first().waitFor();
  await server.start();
  await learner.page.getByText(/^Saved$/i).first().waitFor();
  await learner.page.reload();
  await learner.page.getByText("# written while the server was away").waitFor();

  // Run on the samples, by keyboard.
  await learner.page.getByRole("textbox", { name: / code for / }).click();
  await learner.page.keyboard.press("Control+'");
  await learner.page.getByText(/Wrong answer|Failed/i).first().waitFor();

  // Submit is watched test by test and ends wrong, too.
  await learner.page.keyboard.press("Control+Enter");
  await learner.page.getByRole("tabpanel").getByText("Wrong answer").first().waitFor();

  // The right program earns XP.
  await write(learner.page, "a, b = map(int, input().split())\nprint(a + b)\n");
  await learner.page.keyboard.press("Control+Enter");
  await learner.page.getByRole("tabpanel").getByText("Accepted").first().waitFor();
  await learner.page.getByText(/^\+\d+$/).waitFor();

  // The board in the other window moves by itself.
  await admin.page.getByRole("row", { name: /Lin Learner.*100/ }).waitFor();

  // The dashboard counts it.
  await learner.page.goto("/dashboard");
  await learner.page.getByText(/100\s*XP/).first().waitFor();

  assert.deepEqual([...admin.complaints, ...learner.complaints], []);
});

const ACCEPTED = {
  "C++17": "#include <iostream>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n",
  Java: "import java.util.*;\npublic class Main {\n  public static void main(String[] args) {\n    Scanner in = new Scanner(System.in);\n    System.out.println(in.nextLong() + in.nextLong());\n  }\n}\n",
  JavaScript:
    "const [a, b] = require('fs').readFileSync(0, 'utf8').split(/\\s+/).map(BigInt);\nconsole.log(String(a + b));\n",
};

test("the other three languages are judged as well, and a compiler's message leads to its line", async () => {
  const { page, complaints } = await openWindow(browser, server.base);
  await server.account("learner", "Max Many", "max@example.com", PASSWORD);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill("max@example.com");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard");
  await page.goto("/problems?q=hello");
  await page.getByRole("link", { name: "Hello, Sum" }).click();
  await page.getByRole("textbox", { name: / code for / }).waitFor();
  for (const [language, code] of Object.entries(ACCEPTED)) {
    const options = await page.getByLabel("Language").locator("option").allTextContents();
    await page.getByLabel("Language").selectOption({ label: options.find((label) => label.startsWith(`${language} `)) });
    await page.getByRole("textbox", { name: `${language} code for Hello, Sum` }).waitFor();
    await write(page, code);
    const judged = page.waitForResponse((response) => /\/v1\/submissions\/[^/]+$/.test(response.url()) && response.ok());
    await page.getByRole("button", { name: "Submit" }).click();
    await judged;
    await page.getByRole("tabpanel").getByText("Accepted").first().waitFor();
  }
  await page.getByLabel("Language").selectOption("cpp");
  await write(page, "int main() {\n  return nothing;\n}\n");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("tabpanel").getByText("Does not compile").first().waitFor();
  await page.getByRole("button", { name: /line 2/i }).first().click();
  assert.deepEqual(complaints, []);
});
