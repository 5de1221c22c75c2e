//! What a run of a program left behind, and running a command under a time limit.

use std::io::{Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The visible result of one run of one program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Everything printed, line ends as `\n`.
    pub stdout: String,
    /// The text of the exception nothing caught, with its traceback; empty when the program ended by itself.
    pub error: String,
    /// The exit code of the process, where the program ran as one.
    pub code: Option<i32>,
}

/// In the error about a command that ended by a signal.
pub const BY_SIGNAL: &str = "signal: ";

/// No command prints more than this; what does is cut off and runs into its time limit.
const OUTPUT_LIMIT: u64 = 16 << 20;

/// Runs `command` with `input` on its standard input.
///
/// # Errors
/// The command cannot be started, does not end within `limit`, or ends by a signal.
pub fn run(mut command: Command, input: &[u8], limit: Duration) -> Result<Outcome, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|err| format!("{name}: {err}"))?;
    let stdin = child.stdin.take();
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    thread::scope(|scope| {
        scope.spawn(|| {
            // A program may end without reading its input.
            drop(stdin.map(|mut pipe| pipe.write_all(input)));
        });
        let stdout = scope.spawn(|| read_all(stdout));
        let stderr = scope.spawn(|| read_all(stderr));
        let deadline = Instant::now() + limit;
        let mut pause = Duration::from_millis(1);
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if Instant::now() >= deadline => {
                    drop(child.kill());
                    drop(child.wait());
                    break Err(format!("{name}: still running after {} s", limit.as_secs()));
                }
                Ok(None) => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                Err(err) => break Err(format!("{name}: {err}")),
            }
        };
        let stdout = stdout.join().map_err(|_| format!("{name}: reading its output failed"))?;
        let stderr = stderr.join().map_err(|_| format!("{name}: reading its errors failed"))?;
        match status {
            Ok(status) => outcome(&name, status, &stdout, &stderr),
            Err(err) => Err(format!("{err}, after {} lines of output", text(&stdout).lines().count())),
        }
    })
}

fn outcome(name: &str, status: ExitStatus, stdout: &[u8], stderr: &[u8]) -> Result<Outcome, String> {
    let (stdout, error) = (text(stdout), text(stderr));
    match status.code() {
        Some(code) => Ok(Outcome { stdout, error, code: Some(code) }),
        None => Err(format!("{name}: {status}\n{stdout}{error}")),
    }
}

fn read_all(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        drop(pipe.take(OUTPUT_LIMIT).read_to_end(&mut bytes));
    }
    bytes
}

/// Printed bytes as text: a terminal's line ends become `\n`.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &[u8], limit: Duration) -> Result<Outcome, String> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, input, limit)
    }

    #[test]
    fn output_errors_and_code_are_kept_apart() {
        let want = Outcome { stdout: "out in\n".to_owned(), error: "err\n".to_owned(), code: Some(3) };
        let script = "read x; printf 'out %s\\r\\n' $x; echo err >&2; exit 3";
        assert_eq!(shell(script, b"in\n", Duration::from_secs(20)), Ok(want));
    }

    #[test]
    fn an_endless_command_is_stopped_and_a_crash_is_no_outcome() {
        let endless = shell("echo one; exec sleep 60", b"", Duration::from_millis(200));
        assert_eq!(endless, Err("sh: still running after 0 s, after 1 lines of output".to_owned()));
        let killed = shell("kill -9 $$", b"", Duration::from_secs(20));
        assert!(killed.is_err_and(|error| error.contains(BY_SIGNAL)));
        assert!(run(Command::new("/nonexistent"), b"", Duration::from_secs(1)).is_err());
    }
}
