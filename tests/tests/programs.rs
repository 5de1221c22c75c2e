//! Every fixture program, on every machine it must run on: one named test per program and mode.
//!
//! - `oracle::…` runs the fixture itself: CPython and the reference VM agree about it, or it says which of them decides;
//! - `mpy::…` the reference compiler's `.mpy` on our VM;
//! - `source::…` our compiler and our VM;
//! - `gc_stress::…` the same while the collector moves everything at every reserve.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use permafrost_tests::cpython::CPython;
use permafrost_tests::diff;
use permafrost_tests::fixture::{Fixture, Oracle};
use permafrost_tests::oracles::Oracles;
use permafrost_tests::outcome::Outcome;
use permafrost_tests::permafrost::Build;
use permafrost_tests::reference_compiler;
use permafrost_tests::reference_vm::ReferenceVm;

/// How a program is run.
#[derive(Clone, Copy)]
enum Mode {
    Oracle,
    Mpy,
    Source,
    GcStress,
}

const MODES: [Mode; 4] = [Mode::Oracle, Mode::Mpy, Mode::Source, Mode::GcStress];

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Oracle => "oracle",
            Self::Mpy => "mpy",
            Self::Source => "source",
            Self::GcStress => "gc_stress",
        }
    }
}

/// The fixtures and the oracles' answers about them; each is had when a test first asks.
struct Suite {
    fixtures: Vec<Fixture>,
    oracles: Result<Oracles, String>,
    reference: OnceLock<Result<HashMap<String, Outcome>, String>>,
}

impl Suite {
    /// Fixtures of the folders `py` and `bench`.
    fn load() -> Result<Self, String> {
        let tests = permafrost_tests::root().join("tests");
        let mut fixtures = Fixture::all(&tests.join("py"))?;
        for mut fixture in Fixture::all(&tests.join("bench"))? {
            fixture.name = format!("bench/{}", fixture.name);
            fixtures.push(fixture);
        }
        Ok(Self { fixtures, oracles: Oracles::locate(), reference: OnceLock::new() })
    }

    fn oracles(&self) -> Result<&Oracles, String> {
        self.oracles.as_ref().map_err(Clone::clone)
    }

    fn cpython(&self, fixture: &Fixture) -> Result<Outcome, String> {
        CPython::new(self.oracles()?)?.run(fixture)
    }

    fn reference(&self, fixture: &Fixture) -> Result<Outcome, String> {
        let all = self.reference.get_or_init(|| {
            let asked: Vec<&Fixture> = self.fixtures.iter().filter(|it| it.oracle != Oracle::CPython).collect();
            let answers = ReferenceVm::new(self.oracles()?)?.run(&asked)?;
            Ok(asked.iter().map(|it| it.name.clone()).zip(answers).collect())
        });
        let answers = all.as_ref().map_err(Clone::clone)?;
        answers.get(&fixture.name).cloned().ok_or_else(|| format!("{}: no answer", fixture.name))
    }

    /// What our VM must print, and the traceback it must end with.
    fn expected(&self, fixture: &Fixture) -> Result<Outcome, String> {
        match fixture.oracle {
            Oracle::CPython => Ok(Outcome { error: String::new(), ..self.cpython(fixture)? }),
            Oracle::Both | Oracle::MicroPython => self.reference(fixture),
        }
    }

    fn check(&self, fixture: &Fixture, mode: Mode) -> Result<(), String> {
        match mode {
            Mode::Oracle => self.check_oracle(fixture),
            Mode::Mpy => {
                let folder = permafrost_tests::scratch(&format!("mpy/{}", fixture.name))?;
                let main = reference_compiler::compile_fixture(self.oracles()?, fixture, &folder)?;
                self.check_run(fixture, &Build::Plain.run(&folder, &[&main])?)
            }
            Mode::Source => self.check_run(fixture, &Build::Plain.run(&fixture.folder, &[&fixture.main])?),
            Mode::GcStress => self.check_run(fixture, &Build::GcStress.run(&fixture.folder, &[&fixture.main])?),
        }
    }

    /// A fixture prints something, ends as it says, and means the same to all its oracles.
    fn check_oracle(&self, fixture: &Fixture) -> Result<(), String> {
        let want = self.expected(fixture)?;
        if want.stdout.is_empty() && want.error.is_empty() {
            return Err("it prints nothing".to_owned());
        }
        if fixture.oracle != Oracle::CPython && want.error.is_empty() == fixture.uncaught {
            return Err(format!("it does not end as its directives say\n{}{}", want.stdout, want.error));
        }
        if fixture.oracle != Oracle::MicroPython {
            let cpython = self.cpython(fixture)?;
            if cpython.code != Some(fixture.exit_code()) {
                return Err(format!("CPython ends with {:?}\n{}", cpython.code, cpython.error));
            }
            diff::equal(&cpython.stdout, "CPython", &want.stdout, "reference VM")?;
        }
        Ok(())
    }

    fn check_run(&self, fixture: &Fixture, got: &Outcome) -> Result<(), String> {
        let want = self.expected(fixture)?;
        diff::equal(&want.stdout, "expected", &got.stdout, "permafrost").map_err(|text| text + "\n" + &got.error)?;
        if fixture.oracle != Oracle::CPython {
            diff::equal(&want.error, "expected traceback", &got.error, "permafrost")?;
        }
        if got.code == Some(fixture.exit_code()) {
            Ok(())
        } else {
            Err(format!("exit code {:?} instead of {}\n{}", got.code, fixture.exit_code(), got.error))
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let suite = match Suite::load() {
        Ok(suite) => Arc::new(suite),
        Err(err) => {
            eprintln!("{err}");
            return ExitCode::FAILURE;
        }
    };
    let trials = MODES
        .into_iter()
        .flat_map(|mode| (0..suite.fixtures.len()).map(move |index| (mode, index)))
        .map(|(mode, index)| {
            let name = format!("{}::{}", mode.name(), suite.fixtures[index].name);
            let suite = Arc::clone(&suite);
            Trial::test(name, move || suite.check(&suite.fixtures[index], mode).map_err(Failed::from))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
