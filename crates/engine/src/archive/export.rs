//! Writing the documents into a zip file.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use candor_consent::canonical;
use candor_domain::{DeviceId, Sha256Hash};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{MANIFEST, Manifest, collect, pretty};
use crate::{
    core::{Shared, lock, not_enrolled},
    protocol::{Exported, Failure, FailureCode},
};

/// Writes everything held about the agent to a new file. With one enrolment its documents are at the top; with several each
/// has a folder named by its device.
pub(crate) fn export(core: &Shared, out: &Path) -> Result<Exported, Failure> {
    let devices: Vec<DeviceId> = lock(core).store.ledgers()?.into_iter().map(|owner| owner.device).collect();
    if devices.is_empty() {
        return Err(not_enrolled());
    }
    let part = out.with_extension("part");
    let written = write(core, &devices, &part).and_then(|(records, captures)| {
        if out.exists() {
            let message =
                format!("{} exists already and was left alone. Choose another name.", out.display());
            return Err(Failure::new(FailureCode::Usage, message));
        }
        std::fs::rename(&part, out).map_err(|error| failed(out, &error))?;
        let bytes = std::fs::metadata(out).map_err(|error| failed(out, &error))?.len();
        Ok(Exported { file: out.to_owned(), bytes, records, captures })
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}

fn write(core: &Shared, devices: &[DeviceId], part: &Path) -> Result<(u64, u64), Failure> {
    let io = |error: std::io::Error| failed(part, &error);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut zip = ZipWriter::new(BufWriter::new(options.open(part).map_err(io)?));
    let (mut records, mut captures) = (0, 0);
    for device in devices {
        let folder = if devices.len() == 1 { String::new() } else { format!("{device}/") };
        let mut files = BTreeMap::new();
        let mut put = |name: &str, bytes: &[u8]| {
            files.insert(name.to_owned(), Sha256Hash::of(bytes));
            add(&mut zip, &format!("{folder}{name}"), bytes).map_err(|error| failed(part, &error))
        };
        let counted = collect::documents(core, *device, &mut put)?;
        records += counted.records;
        captures += counted.captures;
        let manifest = {
            let core = lock(core);
            let mut manifest = Manifest { v: 1, made_at: core.ports.clock.now(), files, sig: None };
            core.enrolment(*device).ok().map(|enrolment| {
                manifest.sig = Some(enrolment.key.sign(&canonical::bytes(&manifest)));
                manifest
            })
        };
        // What was wiped has no key any more: the ledger alone is left, and says so.
        if let Some(manifest) = manifest {
            add(&mut zip, &format!("{folder}{MANIFEST}"), &pretty(&manifest)).map_err(io)?;
        }
    }
    let mut file = zip.finish().map_err(|error| failed(part, &error.into()))?;
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(io)?;
    Ok((records, captures))
}

fn add(zip: &mut ZipWriter<BufWriter<File>>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    // Pictures are compressed as they are.
    let method =
        if name.ends_with(".webp") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    zip.start_file(name, SimpleFileOptions::default().compression_method(method))?;
    zip.write_all(bytes)
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => FailureCode::StorageFull,
        std::io::ErrorKind::NotFound | std::io::ErrorKind::AlreadyExists => FailureCode::Usage,
        _ => FailureCode::Internal,
    };
    Failure::new(code, format!("{} could not be written: {error}. Nothing was changed.", path.display()))
}
