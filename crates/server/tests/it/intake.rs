//! Submissions that arrive together.

use std::collections::BTreeSet;

use model::Role;
use platform::{
    Actor,
    access::Account,
    submissions::{NewSubmission, State},
};
use serde_json::json;
use testkit::{Database, TestApp};
use uuid::Uuid;

use crate::people::{add_people, person};

#[tokio::test]
async fn submissions_that_arrive_together_are_all_written_and_one_that_cannot_be_takes_no_other_along() {
    const PEOPLE: u128 = 90;
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        add_people(&app, PEOPLE).await;
        let admin = app.staff(Role::Admin).await;
        let problem = json!({
            "slug": "echo", "title": "Echo", "description_markdown": "Print it.", "difficulty": 1,
            "test_cases": [{"input": "a", "expected_output": "a"}, {"input": "b", "expected_output": "b"}],
        });
        let created = app.post("/v1/problems", Some(&admin.token), problem).await;
        let problem_id: Uuid = created.json["data"]["id"].as_str().and_then(|id| id.parse().ok()).expect("it is made");
        let path = format!("/v1/admin/content/problem/{problem_id}/approve");
        assert_eq!(app.post(&path, Some(&admin.token), json!({})).await.status, 200);

        let actor = |n: u128| Actor::User(Account { id: person(n), role: Role::Learner });
        let calls = (1..=PEOPLE + 1).map(|n| {
            let platform = app.platform.clone();
            let new = NewSubmission { problem_id, language: "python".into(), source: format!("print({n})") };
            async move { platform.submissions().create(&actor(n), new).await }
        });
        let mut outcomes = futures_util::future::join_all(calls).await;
        assert!(outcomes.pop().is_some_and(|last| last.is_err()), "an author without an account");

        let mut numbers = BTreeSet::new();
        let mut positions = BTreeSet::new();
        for (n, outcome) in (1..=PEOPLE).zip(outcomes) {
            let id = outcome.expect("the account exists");
            let submission = app.platform.submissions().get(&actor(n), id).await.expect("it was acknowledged");
            assert_eq!((submission.user_id, submission.source), (person(n), format!("print({n})")));
            assert_eq!((submission.state, submission.tests_total), (State::Pending, 2));
            numbers.insert(submission.number);
            positions.extend(submission.queue_position);
        }
        assert_eq!(numbers, (1..=90).collect(), "each has a number of its own, and none is left out");
        assert_eq!(positions, (0..90).collect(), "each is queued once");
    }
}
