//! The outbox, and sending from it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU16, Ordering},
};

use chrono::TimeDelta;
use model::Role;
use serde_json::{Value, json};
use testkit::{Database, TestApp};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::accounts::register;

/// A mail server that answers every recipient with one status.
struct MailServer {
    url: String,
    answer: Arc<AtomicU16>,
    received: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("it is bound"));
        let (answer, received) = (Arc::new(AtomicU16::new(250)), Arc::new(Mutex::new(Vec::new())));
        let (status, mails) = (answer.clone(), received.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (status, mails) = (status.clone(), mails.clone());
                tokio::spawn(async move { talk(stream, &status, &mails).await });
            }
        });
        MailServer { url, answer, received }
    }

    fn received(&self) -> Vec<String> {
        self.received.lock().expect("nobody panics with it").clone()
    }
}

async fn talk(stream: TcpStream, status: &AtomicU16, mails: &Mutex<Vec<String>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = match line.split([' ', ':']).next()? {
            "RCPT" => format!("{} done\r\n", status.load(Ordering::SeqCst)),
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    text += &line;
                    text.push('\n');
                }
                mails.lock().ok()?.push(text);
                "250 taken\r\n".to_owned()
            }
            "QUIT" => "221 bye\r\n".to_owned(),
            _ => "250 test\r\n".to_owned(),
        };
        write.write_all(answer.as_bytes()).await.ok()?;
    }
    Some(())
}

async fn sending(database: Database) -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let url = server.url.clone();
    let app = TestApp::with(database, |config| config.smtp_url = Some(url)).await;
    (app, server)
}

async fn deliver_all(app: &TestApp) -> usize {
    let mut attempts = 0;
    while app.platform.mail().deliver_next().await.expect("the database answers") {
        attempts += 1;
    }
    attempts
}

async fn newest(app: &TestApp) -> Value {
    let admin = app.staff(Role::Admin).await;
    app.get("/v1/admin/mail", Some(&admin.token)).await.json["data"][0].clone()
}

#[tokio::test]
async fn without_a_mail_server_the_administrator_reads_the_outbox() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        register(&app, "ada@example.org").await;
        register(&app, "bob@example.org").await;
        assert_eq!(deliver_all(&app).await, 0);
        let admin = app.staff(Role::Admin).await;
        let outbox = app.get("/v1/admin/mail?limit=1", Some(&admin.token)).await;
        assert_eq!(
            (&outbox.json["meta"]["total"], &outbox.json["data"][0]["to"]),
            (&json!(2), &json!("bob@example.org"))
        );
        let of_ada = app.get("/v1/admin/mail?to=ADA@example.org", Some(&admin.token)).await;
        assert_eq!((&of_ada.json["meta"]["total"], &of_ada.json["data"][0]["sent_at"]), (&json!(1), &Value::Null));
        let text = of_ada.json["data"][0]["text"].as_str().expect("text");
        assert!(text.contains(&format!("{}/verify-email?token=", app.base)), "{text}");
        let learner = app.learner("Ada").await;
        assert_eq!(app.get("/v1/admin/mail", Some(&learner.token)).await.status, 403);
    }
}

#[tokio::test]
async fn the_open_mailbox_is_there_for_development_only() {
    let app = TestApp::with(Database::Sqlite, |config| config.dev = false).await;
    assert_eq!(app.get("/dev/mailbox?to=ada@example.org", None).await.status, 404);
    assert!(app.platform.mail().mailbox("").await.is_err());
}

#[tokio::test]
async fn mail_is_handed_to_the_mail_server_once() {
    for database in Database::BOTH {
        let (app, server) = sending(database).await;
        register(&app, "ada@example.org").await;
        assert_eq!(deliver_all(&app).await, 1);
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].contains("To: ada@example.org"), "{}", received[0]);
        assert_eq!(newest(&app).await["sent_at"], json!(app.platform.now()));
        assert_eq!(app.get("/v1/setup", None).await.json["data"]["mail"], "smtp");
    }
}

#[tokio::test]
async fn mail_that_is_not_taken_is_tried_again_later() {
    for database in Database::BOTH {
        let (app, server) = sending(database).await;
        server.answer.store(451, Ordering::SeqCst);
        register(&app, "ada@example.org").await;
        assert_eq!(deliver_all(&app).await, 1);
        assert_eq!(newest(&app).await["sent_at"], Value::Null);
        server.answer.store(250, Ordering::SeqCst);
        app.clock.advance(TimeDelta::seconds(29));
        assert_eq!(deliver_all(&app).await, 0);
        app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(deliver_all(&app).await, 1);
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn mail_that_is_refused_for_good_is_not_tried_again() {
    let (app, server) = sending(Database::Sqlite).await;
    server.answer.store(550, Ordering::SeqCst);
    register(&app, "ada@example.org").await;
    assert_eq!(deliver_all(&app).await, 1);
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(deliver_all(&app).await, 0);
    assert!(server.received().is_empty());
}
