//! Sums over each hour's records, kept as the records come and go.
//!
//! What is added when a record is stored is what is taken off when its content goes, in the same transaction each time, so
//! that the sums are always those over the records that are there.

use std::collections::BTreeMap;

use candor_domain::{
    AgentId, Category, Millis, ProjectId, Record, Timestamp,
    record::{ActivitySample, GapReason, RecordBody},
};
use sea_orm::{ConnectionTrait, DbErr, Value};
use uuid::Uuid;

use crate::db::{DbId as _, entity, statement};

/// Milliseconds of an hour.
pub(crate) const HOUR: i64 = 3_600_000;
/// Milliseconds of a quarter of an hour: every zone is ahead of UTC or behind it by whole quarters.
pub(crate) const QUARTER: i64 = HOUR / 4;

macro_rules! counts {
    ($($name:ident)*) => {
        /// What is summed up.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct Counts {
            $(pub(crate) $name: i64,)*
        }

        impl Counts {
            /// The columns' names.
            pub(crate) const COLUMNS: [&str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

            /// The sums in the columns' order.
            fn values(self) -> [i64; Self::COLUMNS.len()] {
                [$(self.$name),*]
            }

            /// Both together.
            pub(crate) fn add(&mut self, other: &Self) {
                $(self.$name = self.$name.saturating_add(other.$name);)*
            }

            /// What takes this off again.
            fn negative(self) -> Self {
                Self { $($name: -self.$name,)* }
            }
        }

        impl From<&entity::hour::Model> for Counts {
            fn from(row: &entity::hour::Model) -> Self {
                Self { $($name: row.$name,)* }
            }
        }
    };
}

counts! {
    samples keys clicks scroll pointer_px idle_ms active_0 active_1 active_2 active_3
    screenshots webcam_stills work_notes
    gaps_activity_counts gaps_screenshots gaps_webcam_stills gaps_work_notes
    gaps_0 gaps_1 gaps_2 gaps_3
}

impl Counts {
    /// The active seconds of each quarter.
    pub(crate) fn active(&self) -> [i64; 4] {
        [self.active_0, self.active_1, self.active_2, self.active_3]
    }

    fn item(category: Category) -> Self {
        let mut counts = Self::default();
        match category {
            Category::ActivityCounts => counts.samples = 1,
            Category::Screenshots => counts.screenshots = 1,
            Category::WebcamStills => counts.webcam_stills = 1,
            Category::WorkNotes => counts.work_notes = 1,
        }
        counts
    }

    fn gap(category: Category, at: Timestamp) -> Self {
        let mut counts = Self::default();
        match quarter(at) {
            0 => counts.gaps_0 = 1,
            1 => counts.gaps_1 = 1,
            2 => counts.gaps_2 = 1,
            _ => counts.gaps_3 = 1,
        }
        match category {
            Category::ActivityCounts => counts.gaps_activity_counts = 1,
            Category::Screenshots => counts.gaps_screenshots = 1,
            Category::WebcamStills => counts.gaps_webcam_stills = 1,
            Category::WorkNotes => counts.gaps_work_notes = 1,
        }
        counts
    }

    /// The gaps of each quarter, of all categories.
    pub(crate) fn gaps(&self) -> [i64; 4] {
        [self.gaps_0, self.gaps_1, self.gaps_2, self.gaps_3]
    }

    /// A category's items and gaps.
    pub(crate) fn of(&self, category: Category) -> (i64, i64) {
        match category {
            Category::ActivityCounts => (self.samples, self.gaps_activity_counts),
            Category::Screenshots => (self.screenshots, self.gaps_screenshots),
            Category::WebcamStills => (self.webcam_stills, self.gaps_webcam_stills),
            Category::WorkNotes => (self.work_notes, self.gaps_work_notes),
        }
    }
}

/// The quarter of its hour that an instant is in.
fn quarter(at: Timestamp) -> i64 {
    at.as_millis() % HOUR / QUARTER
}

/// What one record adds to which hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    hour: i64,
    counts: Counts,
}

impl Share {
    fn at(at: Timestamp, counts: Counts) -> Self {
        Self { hour: at.as_millis() - at.as_millis() % HOUR, counts }
    }

    /// A record's, where it has any.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        Some(match &record.body {
            RecordBody::Activity(sample) => Self::of_sample(sample),
            RecordBody::Capture(capture) => Self::at(record.at, Counts::item(capture.source.category())),
            RecordBody::Note(_) => Self::at(record.at, Counts::item(Category::WorkNotes)),
            // A pause is no gap: what is missing then wasn't to be recorded.
            RecordBody::Gap(gap) if gap.reason == GapReason::Paused => return None,
            RecordBody::Gap(gap) => Self::at(gap.from, Counts::gap(gap.category, gap.from)),
            RecordBody::Session(_) => return None,
        })
    }

    fn of_sample(sample: &ActivitySample) -> Self {
        let mut counts = Counts {
            keys: sample.keys.into(),
            clicks: sample.clicks.into(),
            scroll: sample.scroll.into(),
            pointer_px: sample.pointer_px.into(),
            idle_ms: idle(sample).get() as i64,
            ..Counts::item(Category::ActivityCounts)
        };
        let active = i64::from(sample.active_s);
        match quarter(sample.from) {
            0 => counts.active_0 = active,
            1 => counts.active_1 = active,
            2 => counts.active_2 = active,
            _ => counts.active_3 = active,
        }
        Self::at(sample.from, counts)
    }

    /// What an item leaves behind that the agent deleted.
    pub(crate) fn deleted(category: Category, at: Timestamp) -> Self {
        Self::at(at, Counts::gap(category, at))
    }

    /// What takes this share off again.
    pub(crate) fn taken_off(self) -> Self {
        Self { counts: self.counts.negative(), ..self }
    }
}

/// How long nothing was done, where a sample counts nothing.
pub(crate) fn idle(sample: &ActivitySample) -> Millis {
    if sample.active_s > 0 {
        return Millis::ZERO;
    }
    // A sample is for a minute or less; what says more doesn't make a day idle.
    sample.to.since(sample.from).min(Millis::from_minutes(1))
}

/// The sums that are about to be added, by agent, project and hour.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums(pub(crate) BTreeMap<(AgentId, ProjectId, i64), Counts>);

impl Sums {
    /// Adds a share.
    pub(crate) fn add(&mut self, agent: AgentId, project: ProjectId, share: &Share) {
        self.0.entry((agent, project, share.hour)).or_default().add(&share.counts);
    }

    /// The values of each row, in the order of [`STATEMENT`]'s places.
    fn rows(&self) -> impl Iterator<Item = ([Uuid; 2], Vec<i64>)> + '_ {
        self.0.iter().map(|((agent, project, hour), counts)| {
            ([agent.db(), project.db()], [*hour].into_iter().chain(counts.values()).collect())
        })
    }

    /// Adds them to those of an organisation.
    pub(crate) async fn save(&self, client: Uuid, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        for (ids, numbers) in self.rows() {
            let values = [client].into_iter().chain(ids).map(Value::from);
            let values = values.chain(numbers.into_iter().map(Value::from));
            db.execute_raw(statement(db, &STATEMENT, values)).await?;
        }
        Ok(())
    }
}

/// Adds sums to an hour's, or begins it with them.
static STATEMENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    let columns = Counts::COLUMNS;
    let places = vec!["?"; columns.len() + 4].join(", ");
    let sums = columns.map(|name| format!("{name} = hours.{name} + excluded.{name}")).join(", ");
    format!(
        "INSERT INTO hours (client_id, agent_id, project_id, hour, {}) VALUES ({places}) \
         ON CONFLICT (client_id, agent_id, project_id, hour) DO UPDATE SET {sums}",
        columns.join(", ")
    )
});
