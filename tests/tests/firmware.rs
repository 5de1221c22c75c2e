//! Programs frozen into firmware print on every emulated board what an oracle prints, and leave RAM to the program.
#![forbid(unsafe_code)]

use std::path::Path;

use board_support::size::{Size, largest_symbols};
use permafrost_tests::cpython::CPython;
use permafrost_tests::fixture::Fixture;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::outcome::Outcome;
use permafrost_tests::reference_vm::ReferenceVm;
use permafrost_tests::{diff, firmware, permafrost};

#[test]
fn example_prints_the_same_on_every_board() -> Result<(), String> {
    let folder = permafrost_tests::root().join("examples/weather");
    let fixture = Fixture::app("weather", &folder)?;
    let expected = CPython::new(&Oracles::locate()?)?.run(&fixture)?;
    assert_eq!((expected.code, expected.error.as_str()), (Some(0), ""));
    let frozen = permafrost::build("mpy-frozen", "frozen", &[])?;
    for board in firmware::boards()? {
        let run = firmware::freeze_and_boot(&frozen, &board, &folder)?;
        diff::equal(&expected.stdout, "CPython", &run.stdout, &board.name).map_err(|err| err + "\n" + &run.error)?;
        assert_eq!(run.code, Some(0), "{}", board.name);
    }
    Ok(())
}

/// What the reference VM prints of an app in `tests/firmware`.
fn expected(app: &Path) -> Result<Outcome, String> {
    let name = app.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let answers = ReferenceVm::new(&Oracles::locate()?)?.run(&[&Fixture::app(&name, app)?])?;
    answers.into_iter().next().ok_or_else(|| "no answer".to_owned())
}

/// Without how much could not be had, which depends on the memory there is.
fn without_amounts(text: &str) -> String {
    let cut = |line: &str| match line.split_once("MemoryError: ") {
        Some((before, _)) => format!("{before}MemoryError\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(cut).collect()
}

/// The app in `tests/firmware` prints on each board what it prints on the reference VM, but for the amounts.
fn prints_the_same(app: &str) -> Result<(), String> {
    let app = permafrost_tests::root().join("tests/firmware").join(app);
    let expected = expected(&app)?;
    assert_eq!(expected.error, "");
    let frozen = permafrost::build("mpy-frozen", "frozen", &[])?;
    for board in firmware::boards()? {
        let run = firmware::freeze_and_boot(&frozen, &board, &app)?;
        let (want, got) = (without_amounts(&expected.stdout), without_amounts(&run.stdout));
        diff::equal(&want, "reference VM", &got, &board.name)?;
        assert_eq!(run.code, Some(0), "{}", board.name);
    }
    Ok(())
}

#[test]
fn programs_catch_what_exhausts_the_board_and_go_on() -> Result<(), String> {
    prints_the_same("limits")
}

#[test]
fn classes_derive_from_one_another_without_machine_stack() -> Result<(), String> {
    prints_the_same("classes")
}

#[test]
fn recursion_that_nothing_catches_ends_the_program_with_1() -> Result<(), String> {
    let app = permafrost_tests::root().join("tests/firmware/recursion");
    let expected = expected(&app)?;
    let last = expected.error.lines().last().ok_or("the reference VM raised nothing")?;
    let frozen = permafrost::build("mpy-frozen", "frozen", &[])?;
    for board in firmware::boards()? {
        let run = firmware::freeze_and_boot(&frozen, &board, &app)?;
        assert!(run.stdout.starts_with(&expected.stdout), "{}: {}", board.name, run.stdout);
        assert_eq!((run.stdout.lines().last(), run.code), (Some(last), Some(1)), "{}: {}", board.name, run.stdout);
    }
    Ok(())
}

#[test]
fn heap_is_left_to_the_example() -> Result<(), String> {
    let example = Fixture::app("weather", &permafrost_tests::root().join("examples/weather"))?;
    let app = permafrost_tests::scratch("firmware")?.join("weather-heap");
    for (name, source) in &example.files {
        let path = app.join(name);
        let folder = path.parent().ok_or("a module's path has a folder")?;
        std::fs::create_dir_all(folder).map_err(|err| format!("{}: {err}", folder.display()))?;
        let head = "def main():\n";
        let told = "    import gc\n    gc.collect()\n    print('free', gc.mem_free())\n";
        std::fs::write(&path, source.replace(head, &format!("{head}{told}")))
            .map_err(|err| format!("{}: {err}", path.display()))?;
    }
    let frozen = permafrost::build("mpy-frozen", "frozen", &[])?;
    for board in firmware::boards()? {
        let run = firmware::freeze_and_boot(&frozen, &board, &app)?;
        let free = run.stdout.lines().next().and_then(|line| line.strip_prefix("free ")?.parse::<u32>().ok());
        let free = free.ok_or_else(|| format!("{}: no figure in\n{}{}", board.name, run.stdout, run.error))?;
        println!("{}: {free} bytes of {} free when `main` starts", board.name, board.memory.ram.length);
        if board.name == "microbit" {
            assert!(free >= 10_000, "{free} bytes are free");
        }
    }
    Ok(())
}

#[test]
fn formatting_of_rusts_core_is_not_linked() -> Result<(), String> {
    for board in firmware::boards()? {
        let symbols = largest_symbols(&firmware::built(&board.name)?, usize::MAX).map_err(|err| format!("{err:#}"))?;
        assert!(symbols.len() > 100, "{}: {} symbols", board.name, symbols.len());
        let found = symbols.iter().find(|symbol| symbol.name.contains("core::fmt"));
        assert_eq!(found, None, "{}", board.name);
    }
    Ok(())
}

#[test]
fn vm_takes_little_ram_besides_heap_and_stacks() -> Result<(), String> {
    for board in firmware::boards()? {
        let size = Size::of_file(&firmware::built(&board.name)?).map_err(|err| format!("{err:#}"))?;
        println!("{}: {} bytes of static RAM", board.name, size.static_ram());
        assert!(size.static_ram() < 400, "{}: {size:?}", board.name);
    }
    Ok(())
}
