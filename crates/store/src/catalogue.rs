//! What the server publishes and the agent decides on: projects, policies, notices, receipts.

use candor_domain::{
    DeviceId, Policy, ProjectId, Sha256Hash,
    notice::Notice,
    policy::{PolicyVersion, Project},
};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    error::StoreError,
    sql,
    store::{Store, Tx},
};

const NOTICE: &str = "SELECT project, version, lang, text, sha256 FROM notices WHERE device = ?1";

impl Store {
    /// The projects of an enrolment, by id.
    ///
    /// # Errors
    /// Those of the file.
    pub fn projects(&self, device: DeviceId) -> Result<Vec<Project>, StoreError> {
        let sql = "SELECT json FROM projects WHERE device = ?1 ORDER BY project";
        let mut query = self.connection.prepare_cached(sql)?;
        let rows = query.query_map([device.to_string()], |row| sql::json(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every version of every policy of an enrolment; those of a project in rising order.
    ///
    /// # Errors
    /// Those of the file.
    pub fn policies(&self, device: DeviceId) -> Result<Vec<Policy>, StoreError> {
        let sql = "SELECT json FROM policies WHERE device = ?1 ORDER BY project, version";
        let mut query = self.connection.prepare_cached(sql)?;
        let rows = query.query_map([device.to_string()], |row| sql::json(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every notice of an enrolment.
    ///
    /// # Errors
    /// Those of the file.
    pub fn notices(&self, device: DeviceId) -> Result<Vec<Notice>, StoreError> {
        let mut query =
            self.connection.prepare_cached(&format!("{NOTICE} ORDER BY project, version, lang"))?;
        let rows = query.query_map([device.to_string()], read_notice)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The notices of one version of a policy, in each language.
    ///
    /// # Errors
    /// Those of the file.
    pub fn notices_of(
        &self,
        device: DeviceId,
        project: ProjectId,
        version: PolicyVersion,
    ) -> Result<Vec<Notice>, StoreError> {
        let sql = format!("{NOTICE} AND project = ?2 AND version = ?3 ORDER BY lang");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows =
            query.query_map(params![device.to_string(), project.to_string(), version.get()], read_notice)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A notice by its hash.
    ///
    /// # Errors
    /// Those of the file.
    pub fn notice(&self, device: DeviceId, sha256: Sha256Hash) -> Result<Option<Notice>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!("{NOTICE} AND sha256 = ?2 LIMIT 1"))?;
        sql::optional(query.query_row(params![device.to_string(), sha256.as_bytes()], read_notice))
    }

    /// The canonical bytes of a receipt by their hash.
    ///
    /// # Errors
    /// Those of the file.
    pub fn receipt(&self, device: DeviceId, sha256: Sha256Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM receipts WHERE device = ?1 AND sha256 = ?2";
        let mut query = self.connection.prepare_cached(sql)?;
        sql::optional(query.query_row(params![device.to_string(), sha256.as_bytes()], |row| row.get(0)))
    }

    /// Every receipt of an enrolment by its hash, the oldest first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn receipts(&self, device: DeviceId) -> Result<Vec<(Sha256Hash, Vec<u8>)>, StoreError> {
        let sql = "SELECT sha256, bytes FROM receipts WHERE device = ?1 ORDER BY rowid";
        let mut query = self.connection.prepare_cached(sql)?;
        let rows = query.query_map([device.to_string()], |row| Ok((sql::hash(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Keeps a project as the server tells it now.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put_project(&mut self, device: DeviceId, project: &Project) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO projects (device, project, json) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET json = excluded.json",
            params![device.to_string(), project.id.to_string(), sql::to_json(project)],
        )?;
        Ok(())
    }

    /// Keeps a version of a policy; it never changes.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the version was kept before with other content.
    pub fn put_policy(&mut self, device: DeviceId, policy: &Policy) -> Result<(), StoreError> {
        let (device, project, version) =
            (device.to_string(), policy.project.to_string(), policy.version.get());
        let sql = "SELECT json FROM policies WHERE device = ?1 AND project = ?2 AND version = ?3";
        let read = |row: &Row<'_>| sql::json::<Policy>(row, 0);
        match self.connection.query_row(sql, params![device, project, version], read).optional()? {
            Some(kept) if kept == *policy => Ok(()),
            Some(_) => {
                Err(StoreError::Conflict(format!("version {version} of the policy of project {project}")))
            }
            None => {
                self.connection.execute(
                    "INSERT INTO policies (device, project, version, json) VALUES (?1, ?2, ?3, ?4)",
                    params![device, project, version, sql::to_json(policy)],
                )?;
                Ok(())
            }
        }
    }

    /// Keeps a notice; it never changes.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where its hash isn't that of its text, [`StoreError::Conflict`] where another text was kept
    /// before for the same version and language.
    pub fn put_notice(&mut self, device: DeviceId, notice: &Notice) -> Result<(), StoreError> {
        if Sha256Hash::of(&notice.text) != notice.sha256 {
            return Err(StoreError::corrupt("a notice's hash is not that of its text"));
        }
        let kept = self.notices_of(device, notice.project, notice.policy_version)?;
        match kept.into_iter().find(|kept| kept.lang == notice.lang) {
            Some(kept) if kept == *notice => Ok(()),
            Some(_) => Err(StoreError::Conflict(format!(
                "the notice ({}) of version {} of the policy of project {}",
                notice.lang, notice.policy_version, notice.project
            ))),
            None => {
                self.connection.execute(
                    "INSERT INTO notices (device, sha256, project, version, lang, text)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        device.to_string(),
                        notice.sha256.as_bytes(),
                        notice.project.to_string(),
                        notice.policy_version.get(),
                        notice.lang,
                        notice.text,
                    ],
                )?;
                Ok(())
            }
        }
    }

    /// Keeps a receipt's canonical bytes under their hash, which is returned.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put_receipt(&mut self, device: DeviceId, canonical: &[u8]) -> Result<Sha256Hash, StoreError> {
        let sha256 = Sha256Hash::of(canonical);
        self.connection.execute(
            "INSERT INTO receipts (device, sha256, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![device.to_string(), sha256.as_bytes(), canonical],
        )?;
        Ok(sha256)
    }
}

fn read_notice(row: &Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        project: sql::text(row, 0)?,
        policy_version: PolicyVersion::new(row.get(1)?),
        lang: row.get(2)?,
        text: row.get(3)?,
        sha256: sql::hash(row, 4)?,
    })
}
