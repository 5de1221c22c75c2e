//! Calls between Python functions use no machine stack.
#![forbid(unsafe_code)]

use std::sync::Mutex;

use board_host::port::HostPort;
use chip_host::{Map, Ram};
use mpy_runtime::heap::layout::bytes_size;
use mpy_runtime::port::{CompileError, CompileMode, Port};
use mpy_runtime::q;
use mpy_runtime::value::Value;

const RAM: Ram = Ram { start: 0x2000_0000, end: 0x2010_0000 };

/// Prints at several depths: of calls, generators, and exceptions on their way.
const PROGRAM: &[u8] = b"
def call(n):
    if n == 0:
        print('here')
    else:
        call(n - 1)

def generate(n):
    if n == 0:
        print('here')
        yield 0
    else:
        yield from generate(n - 1)

def consume(n):
    for item in generate(n):
        pass

class Made:
    def __init__(self, n):
        if n == 0:
            print('here')
        else:
            Made(n - 1)

for depth in (0, 1, 10, 1000):
    call(depth)
for depth in (0, 1, 10, 500):
    consume(depth)
    Made(depth)
";

/// Where the machine stack stood at each write of `here`.
static LEVELS: Mutex<Vec<usize>> = Mutex::new(Vec::new());

struct Watching(HostPort);

impl Port for Watching {
    fn write(&mut self, bytes: &[u8]) {
        if bytes == b"here" {
            let here = 0_u8;
            LEVELS.lock().expect("one thread").push((&raw const here).addr());
        }
    }

    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn compile(&mut self, source: &[u8], file_name: &[u8], mode: CompileMode) -> Result<u32, CompileError> {
        self.0.compile(source, file_name, mode)
    }

    fn compiled(&mut self, buffer: &mut [u8]) {
        self.0.compiled(buffer);
    }
}

#[test]
fn depth_of_calls_does_not_move_the_machine_stack() {
    let port = Box::leak(Box::new(Watching(HostPort::new(Vec::new(), 0))));
    let mut vm = Map::leaked().expect("address space").machine(RAM, port).expect("room for a machine");
    let (code, name) = (vm.slot().expect("room"), vm.slot().expect("room"));
    let m = vm.reserve(bytes_size(PROGRAM.len() as u32)).expect("room");
    m.set(code, m.bytes_object(PROGRAM));
    vm.view().set(name, Value::qstr(q!("<string>")));
    vm.compile(code, name, CompileMode::File).expect("it compiles");
    let loaded = vm.load(code).expect("it loads");
    vm.keep(loaded, code);
    vm.run_as_main(code).expect("it runs");
    let levels = LEVELS.lock().expect("one thread");
    assert_eq!(levels.len(), 12);
    let moved = levels.iter().max().zip(levels.iter().min()).map_or(0, |(high, low)| high - low);
    println!("machine stack for 1,000 calls in each other: {moved} bytes");
    assert!(levels.iter().all(|level| level == &levels[0]), "{levels:x?}");
}
