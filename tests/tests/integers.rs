//! Arithmetic on ints of random lengths, asked of CPython.
#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use permafrost_tests::mutation::Random;
use permafrost_tests::oracles::Oracles;
use permafrost_tests::permafrost::Build;
use permafrost_tests::{diff, outcome};

const SEED: u64 = 0x1d_5eed;

/// What is done with two numbers. The compiler does not know them, so that it is the machine that calculates.
const WORK: &str = "
def work(a, b):
    print(a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, -a, abs(a))
    print(a < b, a <= b, a == b, a >= b, a != b, sorted([a, b, a + 1, b - 1, 0]))
    print(a << (b & 127), a >> (b & 127), a ** (b & 15), b >> 31 << 31 == b)
    if b:
        print(a // b, a % b, divmod(a, b), (a * b) // b == a, pow(a, abs(b), abs(b)))
    print(str(a), '%x %o' % (a, b), bin(a), '{:,} {:_x}'.format(a, b), int(str(b)), int('%x' % abs(a), 16))
    print(int(float(a)), int(float(b) * 0.5), float(a) == a + 0.0, round(a, -(b & 15)), round(b, -(a & 31)))
    print(int.from_bytes(abs(a).to_bytes(130, 'big'), 'big') == abs(a), abs(b).to_bytes(130, 'little'))
";

/// A number of up to 900 bits in which runs of ones and of zeros are frequent.
fn number(random: &mut Random) -> String {
    let digits = match random.below(4) {
        0 => random.below(9),
        1 => random.below(24),
        _ => random.below(220),
    };
    let mut text = String::from(if random.below(2) == 0 { "-0x0" } else { "0x0" });
    while text.len() < digits {
        match random.below(4) {
            0 => text.push_str(&"0".repeat(random.below(12))),
            1 => text.push_str(&"f".repeat(random.below(12))),
            _ => write!(text, "{:x}", random.below(1 << 16)).expect("a String has room"),
        }
    }
    text
}

/// Runs the same program of so many pairs on the VM and on CPython.
fn check(pairs: usize, build: Build) -> Result<(), String> {
    println!("seed {SEED:#x}");
    let mut random = Random::new(SEED);
    let mut program = String::from(WORK);
    for _ in 0..pairs {
        let (a, b) = (number(&mut random), number(&mut random));
        writeln!(program, "work({a}, {b})").expect("a String has room");
    }
    let folder = permafrost_tests::scratch(&format!("integers/{pairs}"))?;
    let file = folder.join("main.py");
    std::fs::write(&file, &program).map_err(|err| format!("{}: {err}", file.display()))?;
    let mut cpython = Command::new(Oracles::locate()?.cpython);
    cpython.arg("-B").arg(&file);
    let expected = outcome::run(cpython, &[], Duration::from_secs(60))?;
    assert_eq!((expected.code, expected.error.as_str()), (Some(0), ""));
    let found = build.run(&folder, &["main.py"])?;
    assert_eq!((found.code, found.error.as_str()), (Some(0), ""));
    diff::equal(&found.stdout, "Permafrost", &expected.stdout, "CPython")
}

#[test]
fn random_ints_are_calculated_as_cpython_does() -> Result<(), String> {
    check(500, Build::Plain)
}

#[test]
fn collections_do_not_disturb_them() -> Result<(), String> {
    check(12, Build::GcStress)
}
