//! Splits a statement in Markdown into its prose and the sections that have a place of their own.

/// The parts of a statement, without the headings of the sections.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Statement {
    pub(super) prose: String,
    pub(super) input: String,
    pub(super) output: String,
    pub(super) constraints: String,
}

/// Cuts at `## Input`, `## Output` and `## Constraints`; other sections stay in the prose.
pub(super) fn split(text: &str) -> Statement {
    let mut parts = Statement::default();
    let mut section = Section::Prose;
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        // A heading inside of a block of code is code.
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
        } else if fence.is_none()
            && let Some(heading) = line.strip_prefix("## ")
        {
            section = Section::of(heading.trim().trim_end_matches('#').trim());
            if section != Section::Prose {
                continue;
            }
        }
        let part = match section {
            Section::Prose => &mut parts.prose,
            Section::Input => &mut parts.input,
            Section::Output => &mut parts.output,
            Section::Constraints => &mut parts.constraints,
        };
        part.push_str(line);
        part.push('\n');
    }
    for part in [&mut parts.prose, &mut parts.input, &mut parts.output, &mut parts.constraints] {
        *part = part.trim().to_owned();
    }
    parts
}

#[derive(PartialEq)]
enum Section {
    Prose,
    Input,
    Output,
    Constraints,
}

impl Section {
    fn of(heading: &str) -> Self {
        match heading.to_ascii_lowercase().as_str() {
            "input" => Self::Input,
            "output" => Self::Output,
            "constraints" => Self::Constraints,
            _ => Self::Prose,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_cut_out_and_others_stay() {
        let text =
            "Prose.\n\n## Input\n\nTwo numbers.\n\n## Output\nOne.\n\n## Note\nMore.\n\n## Constraints\n- small\n";
        let expected = Statement {
            prose: "Prose.\n\n## Note\nMore.".into(),
            input: "Two numbers.".into(),
            output: "One.".into(),
            constraints: "- small".into(),
        };
        assert_eq!(split(text), expected);
    }

    #[test]
    fn headings_in_code_are_code() {
        let parts = split("```\n## Input\n```\nrest\n\n## Output\nx");
        assert_eq!(parts.prose, "```\n## Input\n```\nrest");
        assert_eq!(parts.output, "x");
    }
}
