//! The work log as files.

use std::path::Path;

use candor_domain::{AgentId, ClientId, time::Day};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{Admin, AdminError};
use crate::{
    auth::policy::Organisation,
    db::{DbId as _, entity},
    looks::{self, Viewer},
    worklog::{self, WorkLog},
};

/// How the operator stands in the log of views.
const OPERATOR: Viewer<'static> =
    Viewer { name: "operator: admin worklog", role: "operator", member: None, reason: None };

impl Admin {
    /// Writes `worklog.json` and the pictures. Each picture is a logged view.
    ///
    /// # Errors
    /// Where there is no such agent, or the files can't be written.
    pub async fn write_worklog(&self, agent: AgentId, day: Day, out: &Path) -> Result<WorkLog, AdminError> {
        let row = entity::agent::Entity::find()
            .filter(entity::agent::Column::Id.eq(agent.db()))
            .one(&self.db.read)
            .await?
            .ok_or_else(|| AdminError::Unknown("agent", agent.to_string()))?;
        let organisation = Organisation::of(ClientId::from_db(row.client_id));
        let mut log = worklog::read(&self.db, organisation, agent, day, None, self.env.now()).await?;
        let write = |path: &Path, bytes: &[u8]| {
            std::fs::write(path, bytes).map_err(|e| AdminError::Write(path.into(), e))
        };
        let pictures = out.join("captures");
        std::fs::create_dir_all(&pictures).map_err(|e| AdminError::Write(pictures.clone(), e))?;
        for capture in &mut log.captures {
            let bytes =
                looks::look(&self.db, &self.blobs, &self.env, organisation, &OPERATOR, capture.id).await?;
            let time = capture.at.to_string().replace(':', "");
            capture.file = format!("captures/{time}-{}-{}.webp", capture.category, capture.id);
            write(&out.join(&capture.file), &bytes)?;
        }
        let mut text = serde_json::to_vec_pretty(&log).map_err(|e| AdminError::Read(e.to_string()))?;
        text.push(b'\n');
        write(&out.join("worklog.json"), &text)?;
        Ok(log)
    }
}
