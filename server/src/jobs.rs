//! What is done without being asked: blobs that nobody named and records whose time is over are deleted.

use std::{sync::Arc, time::Duration};

use candor_domain::Millis;

use crate::{accounts, app::App, blobs, erasure, error::ApiResult};

/// How often.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Works until it is dropped.
pub(crate) async fn run(app: Arc<App>, blob_hours: u32) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if round(&app, blob_hours).await.is_err() {
            tracing::error!("a round of cleaning up failed; the next is in ten minutes");
        }
    }
}

/// One round.
pub(crate) async fn round(app: &App, blob_hours: u32) -> ApiResult<()> {
    let before = app.now().minus(Millis::from_minutes(u64::from(blob_hours) * 60));
    accounts::session::expire(app).await?;
    blobs::expire(app, before).await?;
    erasure::expire(app).await?;
    while blobs::bury(app).await? > 0 {}
    app.db.vacuum().await?;
    Ok(())
}
