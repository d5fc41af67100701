import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { InlineText } from "./inline-text";

const inner = (text: string): string =>
  renderToStaticMarkup(<InlineText text={text} />).replace(/^<span[^>]*>|<\/span>$/gu, "");

describe("InlineText", () => {
  it("marks code and bold words", () => {
    expect(inner("Add `low - s` to **both** lists")).toBe(
      "Add <code>low - s</code> to <strong>both</strong> lists",
    );
  });

  it("leaves everything else as it is, markup of pages too", () => {
    expect(inner("2 * 3 * 4, a ` alone, <b>x</b>")).toBe(
      "2 * 3 * 4, a ` alone, &lt;b&gt;x&lt;/b&gt;",
    );
  });
});
