//! What mails say. Plain text: links stand on lines of their own.

use store::mail::NewMail;

use crate::accounts::email_key;

fn letter(to: &str, subject: &str, body: String) -> NewMail {
    NewMail { to_address: to.to_owned(), to_key: email_key(to), subject: subject.to_owned(), body }
}

/// The mail that confirms an address.
pub(crate) fn verify_email(base: &str, to: &str, name: &str, token: &str) -> NewMail {
    let body = format!(
        "Hello {name},\n\n\
         please confirm your e-mail address by opening this link within 24 hours:\n\n\
         {base}/verify-email?token={token}\n\n\
         If you did not register at CodeQuest, ignore this mail.\n"
    );
    letter(to, "Confirm your e-mail address", body)
}

/// The mail that lets somebody set a new password.
pub(crate) fn reset_password(base: &str, to: &str, name: &str, token: &str) -> NewMail {
    let body = format!(
        "Hello {name},\n\n\
         you can set a new password by opening this link within an hour:\n\n\
         {base}/reset-password?token={token}\n\n\
         If you did not ask for this, ignore this mail: your password stays as it is.\n"
    );
    letter(to, "Set a new password", body)
}
