//! Any bytes as a `.mpy` file: a clean error, or a run that stays within its memory.
//!
//! Every exception that ends the run is shown as well: tracebacks read line tables that the file brought along.
#![no_main]
#![forbid(unsafe_code)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use chip_host::{Map, Ram};
use libfuzzer_sys::fuzz_target;
use mpy_runtime::Vm;
use mpy_runtime::exception::Raised;
use mpy_runtime::ops::print::Sink;
use mpy_runtime::port::Port;

/// RAM of a small board.
const RAM: Ram = Ram { start: 0x2000_0000, end: 0x2000_4000 };

/// Polls after which a program is taken to run for ever.
const PATIENCE: u32 = 50;

/// The panic that leaves a program which runs for ever and may catch every exception.
struct Endless;

struct Silent {
    polls: u32,
}

impl Port for Silent {
    fn write(&mut self, _bytes: &[u8]) {}

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

fn load_and_run(vm: &mut Vm, data: &[u8]) -> Result<(), Raised> {
    let code = vm.slot()?;
    let m = vm.reserve(mpy_runtime::heap::layout::bytes_size(data.len() as u32))?;
    m.set(code, m.bytes_object(data));
    let loaded = vm.load(code)?;
    vm.keep(loaded, code);
    vm.run_as_main(code)
}

fn run(map: &mut Map, data: &[u8]) {
    let port = Box::leak(Box::new(Silent { polls: 0 }));
    let mut machine = map.machine(RAM, port).expect("RAM enough for a machine");
    let level = machine.stack_level();
    let result = load_and_run(&mut machine, data);
    machine.release(level);
    let Err(raised) = result else { return };
    let Ok(exception) = machine.slot() else { return };
    machine.caught(raised, exception);
    let _shown = machine.print_exception(Sink::Port, exception);
}

thread_local! {
    static MAP: std::cell::RefCell<&'static mut Map> = std::cell::RefCell::new(Map::leaked().expect("address space"));
}

fuzz_target!(|data: &[u8]| {
    MAP.with_borrow_mut(|map| {
        let outcome = catch_unwind(AssertUnwindSafe(|| run(map, data)));
        if let Err(panic) = outcome
            && !panic.is::<Endless>()
        {
            resume_unwind(panic);
        }
    });
});
