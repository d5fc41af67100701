import { StyleModule } from "style-mod";
import { afterEach, describe, expect, it, vi } from "vitest";
import { adoptEditorStyles } from "./adopted-styles";

/** What jsdom lacks of constructed style sheets. */
class Sheet {
  readonly rules: string[] = [];
  insertRule(rule: string, at: number) {
    this.rules.splice(at, 0, rule);
  }
}

describe("adoptEditorStyles", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("keeps the editor's styles out of style elements, which the page's policy blocks", () => {
    vi.stubGlobal("CSSStyleSheet", Sheet);
    Object.defineProperty(ShadowRoot.prototype, "adoptedStyleSheets", {
      value: [],
      writable: true,
      configurable: true,
    });
    const page = document as unknown as { adoptedStyleSheets: Sheet[] };
    page.adoptedStyleSheets = [];

    adoptEditorStyles();
    adoptEditorStyles();
    StyleModule.mount(document, new StyleModule({ ".x": { color: "red" } }));

    expect(document.querySelectorAll("style")).toHaveLength(0);
    expect(page.adoptedStyleSheets).toHaveLength(1);
    expect(page.adoptedStyleSheets[0]?.rules.join()).toContain("color: red");
  });
});
