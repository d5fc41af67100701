//! Markdown to HTML that is safe to show.

/// Renders CommonMark with tables and strikethrough, and keeps only harmless elements: no scripts, styles, frames,
/// event handlers or `javascript:` links.
#[must_use]
pub fn render(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.superscript = true;
    ammonia::clean(&comrak::markdown_to_html(markdown, &options))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_handlers_do_not_survive() {
        let html = render("**bold** <script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))");
        assert!(html.contains("<strong>bold</strong>"));
        assert!(!html.contains("script"), "{html}");
        assert!(!html.contains("onerror"), "{html}");
    }
}
