// What people do on every page, in their words.
export const PASSWORD = "Quiet-River-42";

export const fillAccount = async (page, { name, email }) => {
  await page.getByLabel("Display name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
};

export const signIn = async (page, email) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard");
};

/** Puts a program into the editor in place of what is there. */
export const write = async (page, code) => {
  const editor = page.getByRole("textbox", { name: / code for / });
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(code);
  return editor;
};
