//! What lies in another process's memory.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt as _,
};

use x11rb::{
    connection::Connection as _, protocol::xproto::ConnectionExt as _, rust_connection::RustConnection,
};

/// Asserts that neither a typed text nor the codes of its keys lie in a process's memory, and that a text which does lie
/// there is found.
pub fn assert_untold(process: u32, there: &str, text: &str, codes: &[u8]) {
    let memory = writable_memory(process);
    assert!(find(&memory, there.as_bytes(), 1), "the search finds what is there");
    assert!(!find(&memory, text.as_bytes(), 1), "{text} is in memory");
    assert!(!find(&memory, text.as_bytes(), 4), "{text} is in memory as wide characters");
    // Side by side, as numbers of 2, 4 and 8 bytes, and as details of events of every likely length.
    for stride in [1, 2, 4, 8, 16, 24, 32, 36, 40, 48, 64] {
        assert!(!find(&memory, codes, stride), "key codes of {text} lie {stride} bytes apart in memory");
    }
}

/// All memory that a process may write to. Needs the right to look into it, which a sensor denies to all but root.
fn writable_memory(process: u32) -> Vec<Vec<u8>> {
    let memory =
        File::open(format!("/proc/{process}/mem")).expect("run as root: a sensor lets no other user read it");
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let writable =
        maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw")));
    let ranges = writable.filter_map(|line| {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        Some((u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?))
    });
    let read = ranges.filter_map(|(from, to)| {
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        memory.read_exact_at(&mut bytes, from).ok()?;
        Some(bytes)
    });
    let memory: Vec<_> = read.collect();
    assert!(memory.iter().map(Vec::len).sum::<usize>() > 100_000, "hardly any memory was read");
    memory
}

/// Whether the bytes lie somewhere, each so many bytes after the last.
fn find(memory: &[Vec<u8>], wanted: &[u8], stride: usize) -> bool {
    let length = (wanted.len() - 1) * stride + 1;
    memory.iter().any(|bytes| {
        let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == wanted[0]).map(|(at, _)| at);
        starts
            .filter(|at| at + length <= bytes.len())
            .any(|at| wanted.iter().enumerate().all(|(number, byte)| bytes[at + number * stride] == *byte))
    })
}

/// The key codes that the server has for the letters.
pub fn key_codes(connection: &RustConnection, text: &str) -> Vec<u8> {
    let (first, last) = (connection.setup().min_keycode, connection.setup().max_keycode);
    let map = connection.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
    let per_key = usize::from(map.keysyms_per_keycode);
    let code = |letter: char| {
        let key = map.keysyms.chunks(per_key).position(|symbols| symbols.first() == Some(&(letter as u32)));
        first + u8::try_from(key.expect("a key for the letter")).unwrap()
    };
    text.chars().map(code).collect()
}
