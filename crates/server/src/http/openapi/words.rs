//! Words that answers use from closed lists, for the description. Fields keep the words themselves; these types only
//! stand in `#[schema(value_type = …)]`.

use std::borrow::Cow;

use model::{Level, Role, Verdict};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Type, schema::Schema},
};

macro_rules! words {
    ($($(#[$about:meta])* $name:ident = $words:expr, $text:literal;)*) => {
        $(
            $(#[$about])*
            pub(crate) enum $name {}

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    let schema = ObjectBuilder::new().schema_type(Type::String).description(Some($text));
                    RefOr::T(schema.enum_values(Some($words)).into())
                }
            }

            impl ToSchema for $name {
                fn name() -> Cow<'static, str> {
                    Cow::Borrowed(stringify!($name))
                }
            }
        )*
    };
}

words! {
    /// What an account may be.
    RoleWord = Role::ALL.map(Role::as_str), "What an account may be.";
    /// How much XP somebody has.
    LevelName = Level::ALL.map(Level::name), "The level that follows from somebody's XP.";
    /// What the judge says.
    VerdictWord = Verdict::ALL.map(Verdict::as_str), "What the judge says, exactly.";
    /// Which submissions a board counts.
    TimeFrameWord = ["all_time", "monthly", "weekly"], "Which time a board counts; in UTC, weeks start on Monday.";
    /// How far a submission is (rule R-SUB-05).
    SubmissionStatus =
        ["PENDING", "RUNNING", "ACCEPTED", "FAILED", "ERROR", "TIMEOUT", "COMPILATION_ERROR"],
        "How far a submission is, and how it ended.";
    /// How a test ended.
    TestStatus = ["PASSED", "FAILED", "TIMEOUT", "ERROR"], "How a test ended.";
    /// How far a run is.
    RunStatus = ["PENDING", "RUNNING", "FINISHED", "COMPILATION_ERROR", "ERROR"],
        "How far a run is; `ERROR` when the judge itself failed.";
    /// How a case of a run ended.
    CaseStatus = ["PENDING", "PASSED", "FAILED", "FINISHED", "TIMEOUT", "ERROR"],
        "How far a case of a run is; `FINISHED` when no output was expected.";
    /// What programs read and write.
    ProblemKind = ["stdio", "function"], "Whether a whole program is written, or a function.";
    /// How far the caller is with a problem.
    UserStatus = ["not_attempted", "attempted", "solved"], "How far the caller is with a problem.";
}
