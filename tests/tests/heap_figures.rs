//! What objects cost on the heap, and that all free memory can be had as one piece.
#![forbid(unsafe_code)]

use board_support::Board;
use permafrost_tests::permafrost::Build;
use permafrost_tests::{firmware, permafrost};

/// The board that objects are measured on: 32-bit, and with everything the VM has.
const BOARD: &str = "mps2-an385";

/// Bytes per object of the reference, release 1.28.0, measured on a 32-bit device, in the order of
/// `tests/heap/bytes_per_object.py`. It allocates blocks of 16 bytes.
const REFERENCE: [(&str, u32); 39] = [
    ("float", 16),
    ("tuple(2)", 16),
    ("tuple(4)", 32),
    ("tuple(8)", 48),
    ("list(0)", 32),
    ("list(4)", 32),
    ("list(8)", 48),
    ("dict(0)", 16),
    ("dict(1)", 32),
    ("dict(4)", 48),
    ("dict(8)", 80),
    ("set(1)", 32),
    ("instance(0)", 16),
    ("instance(1)", 32),
    ("instance(4)", 48),
    ("instance(8)", 80),
    ("str(1)", 32),
    ("str(16)", 48),
    ("str(32)", 64),
    ("bytes(8)", 32),
    ("complex", 16),
    ("int of 33 bits", 32),
    ("bound method", 16),
    ("function", 16),
    ("function(2 defaults)", 32),
    ("closure(1 cell)", 48),
    ("generator", 32),
    ("generator(4)", 64),
    ("range", 16),
    ("slice", 16),
    ("memoryview", 16),
    ("property", 16),
    ("class(0)", 80),
    ("class(2)", 144),
    ("raised ValueError", 48),
    ("zip", 48),
    ("deque(4)", 64),
    ("list(1000)", 4_080),
    ("dict(1000)", 9_792),
];

/// Runs a program of `tests/heap` on the emulated [`BOARD`]; the result is its lines.
fn lines_on_the_board(program: &str) -> Result<Vec<String>, String> {
    let board = Board::named(&permafrost_tests::root().join("boards"), BOARD).map_err(|err| err.to_string())?;
    let app = permafrost_tests::scratch("heap_figures")?;
    let source = permafrost_tests::root().join("tests/heap").join(program);
    std::fs::copy(&source, app.join("main.py")).map_err(|err| format!("{}: {err}", source.display()))?;
    let run = firmware::freeze_and_boot(&permafrost::build("mpy-frozen", "frozen", &[])?, &board, &app)?;
    if run.code == Some(0) { Ok(run.stdout.lines().map(str::to_owned).collect()) } else { Err(run.stdout) }
}

/// Runs a program of `tests/heap` on the host with this much RAM; the result is its lines.
fn lines(heap: &str, program: &str) -> Result<Vec<String>, String> {
    let run = Build::Plain.run(&permafrost_tests::root().join("tests/heap"), &["--heap", heap, program])?;
    if run.code == Some(0) { Ok(run.stdout.lines().map(str::to_owned).collect()) } else { Err(run.error) }
}

#[test]
fn no_object_is_larger_than_the_references() -> Result<(), String> {
    let lines = lines_on_the_board("bytes_per_object.py")?;
    assert_eq!(lines.len(), REFERENCE.len());
    let (mut ours, mut theirs) = (0, 0);
    println!("{:24} {:>6} {:>9}", "bytes of heap", "ours", "reference");
    for (line, (name, reference)) in lines.iter().zip(REFERENCE) {
        let (found, bytes) = line.rsplit_once(' ').ok_or("a line without a size")?;
        let bytes: u32 = bytes.parse().map_err(|err| format!("{line}: {err}"))?;
        assert_eq!(found, name);
        println!("{name:24} {bytes:>6} {reference:>9}");
        assert!(bytes <= reference, "{name}: {bytes} bytes instead of {reference}");
        ours += bytes;
        theirs += reference;
    }
    println!("{:24} {ours:>6} {theirs:>9}", "together");
    Ok(())
}

#[test]
fn free_memory_is_one_piece() -> Result<(), String> {
    let lines = lines("32k", "largest_block.py")?;
    assert_eq!(lines.len(), 2);
    println!("{:24} {:>6} {:>9}", "of 32 KB, every other", "free", "one piece");
    for (line, pattern) in lines.iter().zip(["equal", "random"]) {
        let mut words = line.split(' ');
        assert_eq!(words.next(), Some(pattern));
        let figures: Vec<u32> =
            words.map(|word| word.parse().map_err(|err| format!("{line}: {err}"))).collect::<Result<_, _>>()?;
        let [n_objects, free, block] = figures[..] else { return Err(format!("{line}: three figures are missing")) };
        println!("{:24} {free:>6} {block:>9}", format!("{pattern} sizes freed"));
        assert!(n_objects > 50 && free > 8_000 && block * 100 >= free * 99, "{line}");
    }
    Ok(())
}
