//! A full disk: said so, and nothing is there by half.

use std::{path::Path, process::Command};

use super::support::*;
use crate::*;

/// Stores pictures until no more fit, and returns how many did.
fn fill(desk: &mut Desk) -> u32 {
    for n in 1..1_000 {
        let pixels = picture(&format!("picture {n} "), 60_000);
        match desk.store.write(|tx| tx.insert_item(capture(n, &pixels), Some(&pixels))) {
            Ok(_) => {}
            Err(StoreError::Full) => return n - 1,
            Err(other) => panic!("expected a full disk, not {other:?}"),
        }
    }
    panic!("the disk never filled up")
}

fn check(desk: &Desk, stored: u32) {
    let items = desk.store.items(&Query::default(), Cursor::START, 1_000).unwrap();
    assert_eq!(items.len() as u32, stored);
    assert_eq!(desk.store.session(session(1)).unwrap().totals.captures, u64::from(stored));
    for item in items {
        assert_eq!(desk.store.blob(item.id).unwrap().map(candor_domain::Sha256Hash::of), item.sha256);
    }
}

#[test]
fn a_full_file_is_told_and_leaves_nothing_by_half() {
    let mut desk = Desk::in_memory();
    desk.store.connection.execute_batch("PRAGMA max_page_count = 120").unwrap();
    let stored = fill(&mut desk);
    assert!(stored >= 2, "{stored}");
    check(&desk, stored);
    // A small thing may still fit; deleting makes room.
    desk.store.write(|tx| tx.delete_later(&[record(1)], awake(0))).unwrap();
    desk.purge_due(T0, awake(0));
    let pixels = picture("again ", 50_000);
    desk.insert(capture(2_000, &pixels), Some(&pixels));
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let mounted =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        println!("skipped: mounting a small tmpfs needs root");
        return;
    }
    let _mount = Mount(folder.path());
    let path = folder.path().join(FILE_NAME);
    // Whoever opens a store on a full disk needs a little room, so the engine keeps some in reserve.
    let reserve = folder.path().join("reserve");
    std::fs::write(&reserve, [1; 128 * 1024]).unwrap();
    let mut desk = Desk::set_up(Store::open(&path, &key(1)).unwrap());
    let stored = fill(&mut desk);
    check(&desk, stored);
    drop(desk);
    std::fs::remove_file(&reserve).unwrap();
    let desk = Desk { store: Store::open(&path, &key(1)).unwrap(), ..Desk::in_memory() };
    check(&desk, stored);
    drop(desk);
}

#[test]
fn what_purges_have_freed_goes_back_to_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::set_up(Store::open(&folder.path().join(FILE_NAME), &key(1)).unwrap());
    let ids: Vec<_> = (0..60).map(record).collect();
    desk.store
        .write(|tx| {
            (0..60).try_for_each(|n| {
                let pixels = picture(&format!("picture {n} "), 500_000);
                tx.insert_item(capture(n, &pixels), Some(&pixels)).map(|_| ())
            })
        })
        .unwrap();
    desk.store.write(|tx| tx.delete_later(&ids, awake(0))).unwrap();
    let before = desk.store.usage().unwrap().file_bytes;
    assert_eq!(desk.purge_due(T0, awake(0)), 60);
    desk.insert(note(100, "words"), None);
    for _ in 0..10 {
        desk.store.write(|tx| tx.abandon_enrolment("none")).unwrap();
    }
    let after = desk.store.usage().unwrap().file_bytes;
    assert!(before > 30_000_000 && after < 18_000_000, "{before} {after}");
    assert_eq!(desk.store.count(&Query::default()).unwrap(), 121);
}

/// Unmounts when dropped, so that the folder can be removed.
struct Mount<'a>(&'a Path);

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
