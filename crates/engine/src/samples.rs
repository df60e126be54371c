//! Samples: what one category would record, made for the agent's eyes alone.
//!
//! What a sample process says goes straight to the front end that asked: its messages are of another type than a session's
//! sensors', and nothing here knows the store.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_capture::{FromSample, SampleConfig, SampleEvent, SampleProcess};
use candor_domain::{Category, record::CaptureSource};
use tokio::sync::{mpsc, oneshot};

use crate::{
    health,
    ports::Ports,
    protocol::{Failure, FailureCode, Reply, SampleUpdate},
    requests::json,
};

/// How long a sample's process has to end.
const FINISH: Duration = Duration::from_secs(1);

/// Makes a sample and hands what it shows to `replies`; ends it when nobody listens there any more, or when `end` says so.
pub(crate) async fn sample(
    ports: &Ports,
    config: SampleConfig,
    replies: &mpsc::UnboundedSender<Reply>,
    mut end: oneshot::Receiver<()>,
) {
    let category = config.category;
    let tell = |update: SampleUpdate| replies.send(Reply::Done(json(update)));
    let mut process = match SampleProcess::spawn(ports.launch(), config).await {
        Ok(process) => process,
        Err(error) => {
            let message = crate::core::sentence(&error.to_string());
            let _ = replies.send(Reply::Failed(Failure::new(FailureCode::SensorFailed, message)));
            return;
        }
    };
    loop {
        let event = tokio::select! {
            event = process.next() => event,
            () = replies.closed() => break,
            _ = &mut end => break,
        };
        let update = match event {
            Ok(SampleEvent::Message(message)) => update(category, message),
            Ok(SampleEvent::Exited { .. }) => {
                let _ = tell(SampleUpdate::Over);
                return;
            }
            Err(error) => {
                let _ = tell(missed("sensor_failed", &error.to_string()));
                break;
            }
        };
        // Fails where nobody listens: the next turn ends it.
        update.into_iter().for_each(|update| drop(tell(update)));
    }
    process.finish(FINISH).await;
    let _ = tell(SampleUpdate::Over);
}

fn update(category: Category, message: FromSample) -> Option<SampleUpdate> {
    Some(match message {
        FromSample::Shown => SampleUpdate::Shown,
        FromSample::Picture(image) => SampleUpdate::Picture {
            category,
            at: image.at,
            monitor: match image.source {
                CaptureSource::Screen { monitor } => Some(monitor),
                CaptureSource::Camera => None,
            },
            width: image.width,
            height: image.height,
            excluded: image.excluded,
            media_type: image.media_type.name().into(),
            base64: BASE64_STANDARD.encode(image.bytes),
        },
        FromSample::Tally(counts) => SampleUpdate::Counts { counts },
        FromSample::Missed(problem) => missed(problem.code(), health::why(problem)),
        FromSample::IndicatorLost(problem) => {
            missed(problem.code(), "The sign that Candor looks can't be shown, so nothing was looked at")
        }
        FromSample::Bye => return None,
    })
}

fn missed(code: &str, why: &str) -> SampleUpdate {
    SampleUpdate::Missed { code: code.into(), message: crate::core::sentence(why) }
}
