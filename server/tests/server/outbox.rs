//! The mails that a server without a mail server wrote.

use std::time::Duration;

use crate::world::World;

impl World {
    /// The mails in the outbox, once there are so many; they are taken out of it.
    pub async fn mail(&self, count: usize) -> Vec<String> {
        let outbox = self.config.data.join("outbox");
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        loop {
            let files: Vec<_> = std::fs::read_dir(&outbox)
                .map(|files| {
                    files
                        .flatten()
                        .map(|file| file.path())
                        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
                        .collect()
                })
                .unwrap_or_default();
            let mails: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
            // A mail ends with the line's end that its last words have.
            if mails.len() >= count && mails.iter().all(|mail| mail.contains("/account-link#")) {
                files.iter().for_each(|file| std::fs::remove_file(file).unwrap());
                return mails;
            }
            assert!(tokio::time::Instant::now() < deadline, "{} mails", mails.len());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The link in a mail, whose lines are cut by quoted-printable.
pub fn link_in(mail: &str) -> String {
    let text = mail.replace("=\r\n", "").replace("=3D", "=");
    let line = text.lines().map(str::trim).find(|line| line.contains("/account-link#"));
    line.unwrap().to_owned()
}
