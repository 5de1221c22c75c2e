//! The example app prints the same lines wherever it runs.
#![forbid(unsafe_code)]

use permafrost_tests::cpython::CPython;
use permafrost_tests::diff;
use permafrost_tests::fixture::Fixture;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::reference_vm::ReferenceVm;

fn example() -> Result<Fixture, String> {
    Fixture::app("weather", &permafrost_tests::root().join("examples/weather"))
}

/// What CPython prints: the text all others are held to.
fn expected(fixture: &Fixture) -> Result<String, String> {
    let run = CPython::new(&Oracles::locate()?)?.run(fixture)?;
    if run.code == Some(0) { Ok(run.stdout) } else { Err(format!("CPython ends with {:?}\n{}", run.code, run.error)) }
}

#[test]
fn is_five_modules_and_about_forty_lines() -> Result<(), String> {
    let fixture = example()?;
    assert_eq!(fixture.files.len(), 5);
    let lines = expected(&fixture)?.lines().count();
    assert!((35..=50).contains(&lines), "{lines} lines");
    Ok(())
}

#[test]
fn prints_the_same_on_the_reference_vm() -> Result<(), String> {
    let fixture = example()?;
    let answers = ReferenceVm::new(&Oracles::locate()?)?.run(&[&fixture])?;
    let answer = answers.first().ok_or("no answer")?;
    assert_eq!(answer.error, "");
    diff::equal(&expected(&fixture)?, "CPython", &answer.stdout, "reference VM")
}

mod host {
    use permafrost_tests::permafrost::Build;
    use permafrost_tests::reference_compiler;

    use super::*;

    fn check(build: Build, compiled: bool) -> Result<(), String> {
        let fixture = example()?;
        let run = if compiled {
            let folder = permafrost_tests::scratch("example")?;
            let main = reference_compiler::compile_fixture(&Oracles::locate()?, &fixture, &folder)?;
            build.run(&folder, &[&main])?
        } else {
            build.run(&permafrost_tests::root(), &["examples/weather"])?
        };
        diff::equal(&expected(&fixture)?, "CPython", &run.stdout, "permafrost")
            .map_err(|err| err + "\n" + &run.error)?;
        assert_eq!((run.code, run.error.as_str()), (Some(0), ""));
        Ok(())
    }

    #[test]
    fn prints_the_same_on_the_host_board() -> Result<(), String> {
        check(Build::Plain, false)
    }

    #[test]
    fn prints_the_same_from_the_reference_compilers_files() -> Result<(), String> {
        check(Build::Plain, true)
    }

    #[test]
    fn prints_the_same_while_everything_moves() -> Result<(), String> {
        check(Build::GcStress, false)
    }
}
