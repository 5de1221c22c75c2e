//! Damaged `.mpy` files: a clean error, or a run that stays within its memory, 100,000 times.
//!
//! Every address of the memory map can be read and written, and the system tells which pages were: those of the RAM.
#![forbid(unsafe_code)]

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

use chip_host::{Map, Ram};
use mpy_cross::Options;
use mpy_cross::source::SourceFile;
use mpy_runtime::Vm;
use mpy_runtime::exception::Raised;
use mpy_runtime::ops::print::Sink;
use mpy_runtime::port::Port;
use mpy_runtime::types::Type;

/// How many files are damaged.
const COUNT: u32 = 100_000;

/// RAM of a small board.
const RAM: Ram = Ram { start: 0x2000_0000, end: 0x2000_4000 };

/// Bytes of a page of the process.
const PAGE: u64 = 4096;

/// Polls after which a program is taken to run for ever.
const PATIENCE: u32 = 4;

/// Programs up to this size are damaged: a change in them is met more often.
const LARGEST: usize = 1500;

/// The panic that leaves a program which runs for ever and may catch every exception.
struct Endless;

struct Silent {
    polls: u32,
}

impl Port for Silent {
    fn write(&mut self, _: &[u8]) {}

    fn name(&self) -> &'static str {
        "silent"
    }

    fn is_interrupted(&mut self) -> bool {
        self.polls += 1;
        if self.polls > PATIENCE {
            resume_unwind(Box::new(Endless));
        }
        false
    }
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// It was not loaded.
    Refused,
    /// It ran to its end, to an exception, or too long.
    Ran,
}

/// xorshift32.
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }
}

fn load(vm: &mut Vm, data: &[u8]) -> Result<mpy_runtime::heap::Slot, Raised> {
    let code = vm.slot()?;
    let m = vm.reserve(mpy_runtime::heap::layout::bytes_size(data.len() as u32))?;
    m.set(code, m.bytes_object(data));
    let loaded = vm.load(code)?;
    vm.keep(loaded, code);
    Ok(code)
}

/// Shows an exception: tracebacks read line tables that the file brought along.
fn show(vm: &mut Vm, raised: Raised) {
    let Ok(exception) = vm.slot() else { return };
    vm.caught(raised, exception);
    let _shown = vm.print_exception(Sink::Port, exception);
}

fn run(map: &mut Map, data: &[u8]) -> End {
    let port = Box::leak(Box::new(Silent { polls: 0 }));
    let mut vm = map.machine(RAM, port).expect("RAM enough for a machine");
    let code = match load(&mut vm, data) {
        Ok(code) => code,
        Err(raised) => {
            let is_clean = vm.raised_is(&raised, Type::ValueError) || vm.raised_is(&raised, Type::MemoryError);
            assert!(is_clean, "a file is refused by `ValueError`, or is too large");
            show(&mut vm, raised);
            return End::Refused;
        }
    };
    if let Err(raised) = vm.run_as_main(code) {
        show(&mut vm, raised);
    }
    End::Ran
}

/// Addresses of the map's pages that were ever touched, as the system tells.
fn touched_pages(map: &Map) -> Vec<u64> {
    let mut table = File::open("/proc/self/pagemap").expect("the system tells of pages");
    let first = map.base().addr() as u64 / PAGE;
    table.seek(SeekFrom::Start(first * 8)).expect("an entry for each page");
    let mut entries = vec![0; (1 << 32) / PAGE as usize * 8];
    table.read_exact(&mut entries).expect("an entry for each page");
    let is_touched = |entry: &[u8]| entry[7] & 0xc0 != 0;
    (0..).zip(entries.chunks(8)).filter(|(_, entry)| is_touched(entry)).map(|(page, _)| page * PAGE).collect()
}

/// Every small fixture program, compiled.
fn files() -> Vec<Vec<u8>> {
    let programs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/py");
    let mut found = Vec::new();
    for folder in ["basics", "float", "micropython"] {
        for entry in std::fs::read_dir(programs.join(folder)).expect("the fixtures").flatten() {
            let Ok(text) = std::fs::read(entry.path()) else { continue };
            let source = SourceFile::new(entry.file_name().to_string_lossy().into_owned(), text);
            let (module, _) = mpy_cross::compile(&source, &Options::default());
            found.extend(module.map(|module| module.to_bytes()).filter(|bytes| bytes.len() <= LARGEST));
        }
    }
    found.sort();
    found
}

/// One to four changes: a bit, a byte, a small difference, bytes left out or doubled.
fn damage(file: &[u8], random: &mut Random) -> Vec<u8> {
    let mut data = file.to_vec();
    for _ in 0..=random.below(4) {
        if data.is_empty() {
            break;
        }
        let at = random.below(data.len());
        match random.below(6) {
            0 => data[at] ^= 1 << random.below(8),
            1 => data[at] = random.next() as u8,
            2 => data[at] = data[at].wrapping_add(1),
            3 => data[at] = data[at].wrapping_sub(1),
            4 => drop(data.drain(at..(at + 1 + random.below(4)).min(data.len()))),
            _ => data.insert(at, data[at]),
        }
    }
    if random.below(50) == 0 {
        data.truncate(random.below(data.len().max(1)));
    }
    data
}

#[test]
fn digits_of_long_ints_are_looked_at() {
    let digits = b"12345678901234567890";
    let source = SourceFile::new("x.py", "print(12345678901234567890)");
    let file = mpy_cross::compile(&source, &Options::default()).0.expect("it compiles").to_bytes();
    let at = file.windows(digits.len()).position(|window| window == digits).expect("the digits are there");
    let map = Map::leaked().expect("address space");
    assert!(run(map, &file) == End::Ran);
    for (place, byte) in [(0, b'+'), (0, 0x80), (5, b':'), (5, b'-'), (19, b'/'), (19, b' ')] {
        let mut damaged = file.clone();
        damaged[at + place] = byte;
        assert!(run(map, &damaged) == End::Refused, "{byte:#x}");
    }
}

#[test]
fn damaged_files_give_clean_errors() {
    let seed = match std::env::var("SEED") {
        Ok(text) => text.parse().expect("SEED is a number"),
        Err(_) => 0x5eed_1234,
    };
    println!("SEED={seed}");
    let files = files();
    assert!(files.len() > 50, "{} programs", files.len());
    let map = Map::leaked().expect("address space");
    let mut random = Random(seed);
    let mut ran = 0;
    for number in 0..COUNT {
        let data = damage(&files[random.below(files.len())], &mut random);
        match catch_unwind(AssertUnwindSafe(|| run(map, &data))) {
            Ok(end) => ran += u32::from(end == End::Ran),
            Err(panic) if panic.is::<Endless>() => ran += 1,
            Err(panic) => {
                println!("SEED={seed}, file {number}: {data:02x?}");
                resume_unwind(panic);
            }
        }
    }
    let pages = touched_pages(map);
    assert!(!pages.is_empty(), "the machine's RAM at least was touched");
    for page in pages {
        let address = page as u32;
        assert!((RAM.start..RAM.end).contains(&address), "{address:#x} was touched, which is no RAM of the machine");
    }
    println!("{COUNT} files: {ran} ran, {} were refused", COUNT - ran);
    assert!(ran > COUNT / 100 && ran < COUNT / 2, "{ran} of {COUNT} ran: the damage is too weak or too strong");
}
