//! Whatever a program is busy with for long, the board can interrupt it.
#![forbid(unsafe_code)]

use board_host::port::HostPort;
use chip_host::{Map, Ram};
use mpy_runtime::heap::layout::bytes_size;
use mpy_runtime::port::{CompileError, CompileMode, Port};
use mpy_runtime::q;
use mpy_runtime::types::Type;
use mpy_runtime::value::Value;

const RAM: Ram = Ram { start: 0x2000_0000, end: 0x2001_0000 };

/// Programs that take hours, or for ever.
const PROGRAMS: [&str; 19] = [
    "while True: pass",
    "for number in range(1 << 29): pass",
    "sum(range(1 << 29))",
    "max(range(1 << 29))",
    "1.5 in range(1 << 29)",
    "all(map(lambda x: 1, range(1 << 29)))",
    "next(filter(None, ([] for _ in range(1 << 29))))",
    "any(0 for number in range(1 << 29))",
    "set(number & 1 for number in range(1 << 29))",
    "[] in zip(range(1 << 29))",
    "def f():\n    yield from range(1 << 29)\nfor number in f(): pass",
    "a = []\nb = []\nfor _ in range(50): a, b = [a, a], [b, b]\na == b",
    "a = ()\nfor _ in range(50): a = (a, a)\nhash(a)",
    // Hours for larger numbers than have room here.
    "n = 100000\nx = (1 << n) - 1\nx * x",
    "n = 100000\nx = (1 << n) - 1\nx // ((1 << 50000) - 5)",
    "n = 100000\nx = (1 << n) - 1\nstr(x)",
    "n = 40000\nx = (1 << n) - 1\npow(3, x, x)",
    "n = 20000\nx = (1 << n) - 1\nx ** 5",
    "int('9' * 15000)",
];

/// Interrupts the program when it is asked for the third time.
struct Impatient {
    host: HostPort,
    asked: u32,
}

impl Port for Impatient {
    fn write(&mut self, _: &[u8]) {}

    fn name(&self) -> &'static str {
        self.host.name()
    }

    fn is_interrupted(&mut self) -> bool {
        self.asked += 1;
        self.asked == 3
    }

    fn compile(&mut self, source: &[u8], file_name: &[u8], mode: CompileMode) -> Result<u32, CompileError> {
        self.host.compile(source, file_name, mode)
    }

    fn compiled(&mut self, buffer: &mut [u8]) {
        self.host.compiled(buffer);
    }
}

#[test]
fn long_work_of_programs_and_builtins_can_be_interrupted() {
    let map = Map::leaked().expect("address space");
    for program in PROGRAMS {
        let port = Box::leak(Box::new(Impatient { host: HostPort::new(Vec::new(), 0), asked: 0 }));
        let mut vm = map.machine(RAM, port).expect("room for a machine");
        let (code, name) = (vm.slot().expect("room"), vm.slot().expect("room"));
        let m = vm.reserve(bytes_size(program.len() as u32)).expect("room");
        m.set(code, m.bytes_object(program.as_bytes()));
        vm.view().set(name, Value::qstr(q!("<string>")));
        vm.compile(code, name, CompileMode::File).expect("it compiles");
        let loaded = vm.load(code).expect("it loads");
        vm.keep(loaded, code);
        let raised = vm.run_as_main(code).expect_err("it is interrupted");
        assert!(vm.raised_is(&raised, Type::KeyboardInterrupt), "{program}");
    }
}
