//! Every board's firmware starts, says why it stops and ends with the right code.
//!
//! The firmware `probe` does what the first word of the image slot says, so these tests also hold the slot's place.
#![forbid(unsafe_code)]

use board_support::Board;
use board_support::size::image_start;
use permafrost_tests::firmware::{boards, boot, built};
use permafrost_tests::outcome::Outcome;

/// Where the linker put things, as the firmware itself sees it.
struct Layout {
    heap: (u32, u32),
    image: (u32, u32),
}

fn layout(board: &Board) -> Result<Layout, String> {
    let report = boot(board, &built(&format!("{}-probe", board.name))?, &[])?;
    assert_eq!((report.code, report.error.as_str()), (Some(0), ""), "{}", board.name);
    let value = |name: &str| {
        report
            .stdout
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(" 0x"))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| format!("{}: no `{name}` in\n{}", board.name, report.stdout))
    };
    Ok(Layout { heap: (value("heap")?, value("heap end")?), image: (value("image")?, value("image end")?) })
}

/// Boots the probe with `order` in the image slot.
fn probe(board: &Board, order: u32) -> Result<Outcome, String> {
    boot_with(board, "probe", layout(board)?.image.0, &[order])
}

/// Boots one of the board's firmware files with `words` at `address` in flash.
fn boot_with(board: &Board, firmware: &str, address: u32, words: &[u32]) -> Result<Outcome, String> {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let elf = match firmware {
        "probe" => built(&format!("{}-probe", board.name))?,
        _ => built(&board.name)?,
    };
    let name = words.iter().map(|word| format!("-{word:x}")).collect::<String>();
    let path = permafrost_tests::scratch("boards")?.join(format!("{}-{firmware}{name}", board.name));
    std::fs::write(&path, bytes).map_err(|err| format!("{}: {err}", path.display()))?;
    let loader = format!("loader,addr={address:#x},file={},force-raw=on", path.display());
    boot(board, &elf, &["-device", &loader])
}

#[test]
fn there_are_two_boards_with_an_emulator() -> Result<(), String> {
    let boards = boards()?;
    let names: Vec<&str> = boards.iter().map(|board| board.name.as_str()).collect();
    assert_eq!(names, ["microbit", "mps2-an385"]);
    Ok(())
}

#[test]
fn heap_and_image_slot_are_where_board_toml_puts_them() -> Result<(), String> {
    for board in boards()? {
        let Layout { heap, image } = layout(&board)?;
        let memory = board.memory;
        // The probe has no variables, so its heap starts right above the machine stack.
        let expected = memory.heap_region(0).ok_or("no heap")?;
        assert_eq!(heap, (expected.origin, expected.end()), "{}", board.name);
        assert!(memory.flash.contains(image.0), "{}: image at {:#x}", board.name, image.0);
        assert!(image.0.is_multiple_of(16), "{}: image at {:#x}", board.name, image.0);
        assert_eq!(image.1, memory.flash.end(), "{}", board.name);
    }
    Ok(())
}

#[test]
fn exit_code_of_the_program_is_that_of_the_emulator() -> Result<(), String> {
    for board in boards()? {
        for code in [0, 1, 7, 255] {
            let run = probe(&board, 0x100 + code)?;
            assert_eq!((run.code, run.stdout.as_str()), (i32::try_from(code).ok(), ""), "{}", board.name);
        }
    }
    Ok(())
}

#[test]
fn panic_says_where_and_ends_with_101() -> Result<(), String> {
    for board in boards()? {
        let run = probe(&board, 1)?;
        assert_eq!(run.code, Some(101), "{}: {}", board.name, run.stdout);
        assert!(run.stdout.starts_with("permafrost: panic at boards/common/src/probe.rs:"), "{}", run.stdout);
    }
    Ok(())
}

#[test]
fn fault_says_where_and_ends_with_139() -> Result<(), String> {
    for board in boards()? {
        let run = probe(&board, 2)?;
        assert_eq!(run.code, Some(139), "{}: {}", board.name, run.stdout);
        assert!(run.stdout.starts_with("permafrost: fault at 0x0000"), "{}: {}", board.name, run.stdout);
    }
    Ok(())
}

#[test]
fn machine_stack_overflow_is_told_from_other_faults() -> Result<(), String> {
    for board in boards()? {
        let run = probe(&board, 4)?;
        assert_eq!(run.code, Some(139), "{}: {}", board.name, run.stdout);
        assert_eq!(run.stdout, "permafrost: machine stack overflow\n", "{}", board.name);
    }
    Ok(())
}

#[test]
fn flash_of_the_microbit_cannot_be_written() -> Result<(), String> {
    for board in boards()?.iter().filter(|board| board.name == "microbit") {
        let run = probe(board, 3)?;
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), "flash kept\n"));
    }
    Ok(())
}

#[test]
fn memory_is_copied_and_filled_as_asked() -> Result<(), String> {
    for board in boards()? {
        let run = probe(&board, 5)?;
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), "0 wrong\n"), "{}", board.name);
    }
    Ok(())
}

#[test]
fn vm_without_a_program_says_so() -> Result<(), String> {
    for board in boards()? {
        let run = boot(&board, &built(&board.name)?, &[])?;
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), "permafrost: no program in flash\n"), "{}", board.name);
    }
    Ok(())
}

#[test]
fn program_for_another_vm_is_refused() -> Result<(), String> {
    for board in boards()? {
        let slot = image_start(&built(&board.name)?).map_err(|err| format!("{err:#}"))?;
        let magic = u32::from_le_bytes(*b"PFRZ");
        let run = boot_with(&board, "vm", slot, &[magic, 0xdead])?;
        assert_eq!(run.code, Some(1), "{}: {}", board.name, run.stdout);
        let told = "permafrost: the program in flash is for ABI 0x0000dead, not 0x";
        assert!(run.stdout.starts_with(told), "{}: {}", board.name, run.stdout);
    }
    Ok(())
}
