//! The instructions of Thumb, floating point included.

use mpy_cross::asm::field::{Signed, Unsigned};
use mpy_cross::asm::thumb::{
    self, AddSub, Bits, Condition, DataProcessing, Extend, Hint, Immediate, Indexed, Low, MoveWide, Offset, Reg, Shift,
    SpecialData, Wide, vfp,
};
use permafrost_tests::disassembler::ADDRESS;

use super::{Table, signed, unsigned};

/// Low registers whose numbers have every bit set and not set.
fn lows() -> Vec<Low> {
    vec![Low::R0, Low::R2, Low::R5, Low::R7]
}

fn low_pairs() -> Vec<(Low, Low)> {
    lows().into_iter().flat_map(|a| lows().into_iter().map(move |b| (a, b))).collect()
}

fn low_triples() -> Vec<(Low, Low, Low)> {
    low_pairs().into_iter().flat_map(|(a, b)| lows().into_iter().map(move |c| (a, b, c))).collect()
}

/// The same for all registers, without those that some instructions do not take.
pub fn regs() -> Vec<Reg> {
    [0, 5, 10, 12].map(|number| Reg::new(number).expect("a register")).to_vec()
}

pub fn pairs() -> Vec<(Reg, Reg)> {
    regs().into_iter().flat_map(|a| regs().into_iter().map(move |b| (a, b))).collect()
}

pub fn triples() -> Vec<(Reg, Reg, Reg)> {
    pairs().into_iter().flat_map(|(a, b)| regs().into_iter().map(move |c| (a, b, c))).collect()
}

pub fn name(reg: impl Into<Reg>) -> String {
    match reg.into().number() {
        13 => "sp".into(),
        14 => "lr".into(),
        15 => "pc".into(),
        number => format!("r{number}"),
    }
}

/// A condition as the disassembler calls it: there are two names for those of carry.
pub fn suffix(condition: Condition) -> &'static str {
    match condition {
        Condition::Cs => "hs",
        Condition::Cc => "lo",
        other => other.name(),
    }
}

/// A base register and an offset from it.
pub fn address(base: impl Into<Reg>, bytes: u32) -> String {
    if bytes == 0 { format!("[{}]", name(base)) } else { format!("[{}, #{bytes}]", name(base)) }
}

pub fn list(registers: u16) -> String {
    let names = (0..16).filter(|number| registers >> number & 1 != 0).filter_map(Reg::new).map(name);
    format!("{{{}}}", names.collect::<Vec<_>>().join(", "))
}

fn wide(table: &mut Table, Wide(first, second): Wide, text: String) {
    table.word(u32::from(second) << 16 | u32::from(first), text);
}

fn target(distance: i32) -> u32 {
    ADDRESS.wrapping_add_signed(4 + distance)
}

#[test]
fn fields_take_what_fits() {
    assert!(Low::new(7).is_some() && Low::new(8).is_none());
    assert!(Reg::new(15).is_some() && Reg::new(16).is_none());
    assert!(Reg::new(7).and_then(Reg::low).is_some() && Reg::R8.low().is_none());
    assert!(vfp::Single::new(31).is_some() && vfp::Single::new(32).is_none());
    assert!(Unsigned::<3>::new(7).is_some() && Unsigned::<3>::new(8).is_none());
    assert!(Unsigned::<5>::new(31).is_some() && Unsigned::<5>::new(32).is_none());
    assert!(Unsigned::<7>::new(127).is_some() && Unsigned::<7>::new(128).is_none());
    assert!(Unsigned::<12>::new(4095).is_some() && Unsigned::<12>::new(4096).is_none());
    for (fits, exceeds) in [(-128, -129), (127, 128)] {
        assert!(Signed::<8>::new(fits).is_some() && Signed::<8>::new(exceeds).is_none());
    }
    for (fits, exceeds) in [(-1024, -1025), (1023, 1024)] {
        assert!(Signed::<11>::new(fits).is_some() && Signed::<11>::new(exceeds).is_none());
    }
    for (fits, exceeds) in [(-0x8_0000, -0x8_0001), (0x7_ffff, 0x8_0000)] {
        assert!(Signed::<20>::new(fits).is_some() && Signed::<20>::new(exceeds).is_none());
    }
    for (fits, exceeds) in [(-0x80_0000, -0x80_0001), (0x7f_ffff, 0x80_0000)] {
        assert!(Signed::<24>::new(fits).is_some() && Signed::<24>::new(exceeds).is_none());
    }
}

#[test]
fn instructions_of_a_half_word_read_as_they_should() {
    let mut table = Table::default();
    shifts_and_sums(&mut table);
    two_registers(&mut table);
    narrow_memory(&mut table);
    stack_and_system(&mut table);
    for halves in signed(11, 1) {
        let field = Signed::new(halves).expect("it fits");
        table.half(thumb::branch(field), format!("b {}", target(halves * 2)));
    }
    for condition in Condition::ALL {
        for halves in signed(8, 1) {
            let field = Signed::new(halves).expect("it fits");
            table.half(thumb::branch_if(condition, field), format!("b{} {}", suffix(condition), target(halves * 2)));
        }
    }
    table.check("thumb");
}

fn shifts_and_sums(table: &mut Table) {
    for (d, m) in low_pairs() {
        for (op, mnemonic) in [(Shift::Lsl, "lsls"), (Shift::Lsr, "lsrs"), (Shift::Asr, "asrs")] {
            for amount in unsigned(5, 1) {
                let field = Unsigned::new(amount).expect("it fits");
                let text = match (op, amount) {
                    (Shift::Lsl, 0) => format!("movs {}, {}", name(d), name(m)),
                    (_, 0) => format!("{mnemonic} {}, {}, #32", name(d), name(m)),
                    _ => format!("{mnemonic} {}, {}, #{amount}", name(d), name(m)),
                };
                table.half(thumb::shift_immediate(op, d, m, field), text);
            }
        }
        for (op, mnemonic) in [(AddSub::Add, "adds"), (AddSub::Sub, "subs")] {
            for value in unsigned(3, 1) {
                let field = Unsigned::new(value).expect("it fits");
                let text = format!("{mnemonic} {}, {}, #{value}", name(d), name(m));
                table.half(thumb::add_sub_small(op, d, m, field), text);
            }
        }
    }
    for (d, n, m) in low_triples() {
        for (op, mnemonic) in [(AddSub::Add, "adds"), (AddSub::Sub, "subs")] {
            table.half(thumb::add_sub(op, d, n, m), format!("{mnemonic} {}, {}, {}", name(d), name(n), name(m)));
        }
    }
    let forms = [(Immediate::Mov, "movs"), (Immediate::Cmp, "cmp"), (Immediate::Add, "adds"), (Immediate::Sub, "subs")];
    for (op, mnemonic) in forms {
        for dn in lows() {
            for value in [0, 1, 0x55, 0xaa, 0xff] {
                table.half(thumb::immediate(op, dn, value), format!("{mnemonic} {}, #{value}", name(dn)));
            }
        }
    }
}

fn two_registers(table: &mut Table) {
    let forms = [
        (DataProcessing::And, "ands"),
        (DataProcessing::Eor, "eors"),
        (DataProcessing::Lsl, "lsls"),
        (DataProcessing::Lsr, "lsrs"),
        (DataProcessing::Asr, "asrs"),
        (DataProcessing::Adc, "adcs"),
        (DataProcessing::Sbc, "sbcs"),
        (DataProcessing::Ror, "rors"),
        (DataProcessing::Tst, "tst"),
        (DataProcessing::Neg, "rsbs"),
        (DataProcessing::Cmp, "cmp"),
        (DataProcessing::Cmn, "cmn"),
        (DataProcessing::Orr, "orrs"),
        (DataProcessing::Mul, "muls"),
        (DataProcessing::Bic, "bics"),
        (DataProcessing::Mvn, "mvns"),
    ];
    for (dn, m) in low_pairs() {
        for (op, mnemonic) in forms {
            let text = format!("{mnemonic} {}, {}", name(dn), name(m));
            let text = match op {
                DataProcessing::Neg => text + ", #0",
                DataProcessing::Mul => format!("{text}, {}", name(dn)),
                _ => text,
            };
            table.half(thumb::data_processing(op, dn, m), text);
        }
        let forms = [(Extend::Sxth, "sxth"), (Extend::Sxtb, "sxtb"), (Extend::Uxth, "uxth"), (Extend::Uxtb, "uxtb")];
        for (op, mnemonic) in forms {
            table.half(thumb::extend(op, dn, m), format!("{mnemonic} {}, {}", name(dn), name(m)));
        }
    }
    for (d, m) in pairs() {
        for (op, mnemonic) in [(SpecialData::Add, "add"), (SpecialData::Mov, "mov")] {
            table.half(thumb::special_data(op, d, m), format!("{mnemonic} {}, {}", name(d), name(m)));
        }
    }
    for d in [Reg::SP, Reg::LR, Reg::PC] {
        table.half(thumb::special_data(SpecialData::Mov, d, Reg::R8), format!("mov {}, r8", name(d)));
        table.half(thumb::special_data(SpecialData::Mov, Reg::R8, d), format!("mov r8, {}", name(d)));
    }
    for m in regs().into_iter().chain([Reg::LR]) {
        table.half(thumb::branch_exchange(false, m), format!("bx {}", name(m)));
        table.half(thumb::branch_exchange(true, m), format!("blx {}", name(m)));
    }
}

fn narrow_memory(table: &mut Table) {
    let forms = [
        (Indexed::Str, "str"),
        (Indexed::Strh, "strh"),
        (Indexed::Strb, "strb"),
        (Indexed::Ldrsb, "ldrsb"),
        (Indexed::Ldr, "ldr"),
        (Indexed::Ldrh, "ldrh"),
        (Indexed::Ldrb, "ldrb"),
        (Indexed::Ldrsh, "ldrsh"),
    ];
    for (t, n, m) in low_triples() {
        for (op, mnemonic) in forms {
            let text = format!("{mnemonic} {}, [{}, {}]", name(t), name(n), name(m));
            table.half(thumb::indexed(op, t, n, m), text);
        }
    }
    for (op, mnemonic, size) in OFFSETS {
        for (t, n) in low_pairs() {
            for units in unsigned(5, 1) {
                let field = Unsigned::new(units).expect("it fits");
                let text = format!("{mnemonic} {}, {}", name(t), address(n, units * size));
                table.half(thumb::offset(op, t, n, field), text);
            }
        }
    }
    for t in lows() {
        for words in [0, 1, 0x55, 0xaa, 0xff_u8] {
            let bytes = u32::from(words) * 4;
            let of_stack = address(Reg::SP, bytes);
            table.half(thumb::stack_offset(false, t, words), format!("str {}, {of_stack}", name(t)));
            table.half(thumb::stack_offset(true, t, words), format!("ldr {}, {of_stack}", name(t)));
            table.half(thumb::stack_address(t, words), format!("add {}, sp, #{bytes}", name(t)));
            table.half(thumb::load_literal(t, words), format!("ldr {}, [pc, #{bytes}]", name(t)));
        }
    }
}

const OFFSETS: [(Offset, &str, u32); 6] = [
    (Offset::Str, "str", 4),
    (Offset::Ldr, "ldr", 4),
    (Offset::Strb, "strb", 1),
    (Offset::Ldrb, "ldrb", 1),
    (Offset::Strh, "strh", 2),
    (Offset::Ldrh, "ldrh", 2),
];

fn stack_and_system(table: &mut Table) {
    for words in unsigned(7, 1) {
        let field = Unsigned::new(words).expect("it fits");
        table.half(thumb::adjust_stack(AddSub::Add, field), format!("add sp, #{}", words * 4));
        table.half(thumb::adjust_stack(AddSub::Sub, field), format!("sub sp, #{}", words * 4));
    }
    for registers in [1, 0x55, 0xaa, 0x80, 0xff] {
        for (with_lr, with_pc) in [(0, 0), (Reg::LR.mask(), Reg::PC.mask())] {
            let (pushed, popped) = (u16::from(registers) | with_lr, u16::from(registers) | with_pc);
            table.half(thumb::push(registers, with_lr != 0), format!("push {}", list(pushed)));
            table.half(thumb::pop(registers, with_pc != 0), format!("pop {}", list(popped)));
        }
    }
    table.half(thumb::push(0, true), "push {lr}".into());
    table.half(thumb::pop(0, true), "pop {pc}".into());
    table.half(thumb::change_interrupts(true), "cpsid i".into());
    table.half(thumb::change_interrupts(false), "cpsie i".into());
    table.half(thumb::hint(Hint::Nop), "nop".into());
    table.half(thumb::hint(Hint::Wfi), "wfi".into());
}

#[test]
fn conditional_blocks_read_as_they_should() {
    let mut table = Table::default();
    for condition in Condition::ALL {
        let low = condition as u32 & 1;
        for n in 0..=3 {
            for elses in 0..1_u32 << n {
                // From the top a bit for each further instruction, then a one.
                let bits = (0..n).fold(1, |bits, at| bits << 1 | low ^ (elses >> at & 1));
                let mask = (bits << 1 | 1) << (3 - n) & 0xf;
                let letters: String = (0..n).map(|at| if elses >> at & 1 == 0 { 't' } else { 'e' }).collect();
                let instruction = thumb::if_then(condition, Unsigned::new(mask).expect("four bits"));
                table.half(instruction, format!("it{letters} {}", suffix(condition)));
            }
        }
    }
    table.check("thumb");
}

#[test]
fn instructions_of_a_word_read_as_they_should() {
    let mut table = Table::default();
    wide_numbers(&mut table);
    wide_registers(&mut table);
    wide_memory(&mut table);
    for halves in signed(24, 1) {
        let field = Signed::new(halves).expect("it fits");
        wide(&mut table, thumb::branch_wide(false, field), format!("b.w {}", target(halves * 2)));
        wide(&mut table, thumb::branch_wide(true, field), format!("bl {}", target(halves * 2)));
    }
    for condition in Condition::ALL {
        for halves in signed(20, 1) {
            let field = Signed::new(halves).expect("it fits");
            let text = format!("b{}.w {}", suffix(condition), target(halves * 2));
            wide(&mut table, thumb::branch_if_wide(condition, field), text);
        }
    }
    table.check("thumb");
}

fn wide_numbers(table: &mut Table) {
    for d in regs().into_iter().chain([Reg::LR]) {
        for value in [0, 1, 0x5555, 0xaaaa, 0x0800, 0xf000, 0xffff] {
            wide(table, thumb::move_wide(MoveWide::Low, d, value), format!("movw {}, #{value}", name(d)));
            wide(table, thumb::move_wide(MoveWide::High, d, value), format!("movt {}, #{value}", name(d)));
        }
    }
    for (d, n) in pairs().into_iter().chain([(Reg::SP, Reg::SP), (Reg::R8, Reg::SP)]) {
        for value in unsigned(12, 1) {
            let field = Unsigned::new(value).expect("it fits");
            for (op, mnemonic) in [(AddSub::Add, "addw"), (AddSub::Sub, "subw")] {
                let text = format!("{mnemonic} {}, {}, #{value}", name(d), name(n));
                wide(table, thumb::add_sub_wide(op, d, n, field), text);
            }
        }
    }
    for (d, n) in pairs() {
        for value in [0, 1, 0xff, 0x1fe, 0x8000, 0xff00, 0x8000_0000, 0x7f80_0000, 0xff00_0000] {
            let Some(field) = thumb::modified_immediate(value) else { continue };
            for (op, mnemonic) in
                [(thumb::Logical::And, "and"), (thumb::Logical::Orr, "orr"), (thumb::Logical::Eor, "eor")]
            {
                let text = format!("{mnemonic} {}, {}, #{value}", name(d), name(n));
                wide(table, thumb::logical_immediate(op, d, n, field), text);
            }
        }
    }
    assert_eq!(thumb::modified_immediate(0x101), None);
}

fn wide_registers(table: &mut Table) {
    for d in regs() {
        wide(table, thumb::load_special(d, 5), format!("mrs {}, ipsr", name(d)));
        wide(table, thumb::load_special(d, 17), format!("mrs {}, basepri", name(d)));
    }
    for (d, m) in pairs() {
        wide(table, thumb::bits(Bits::Clz, d, m), format!("clz {}, {}", name(d), name(m)));
        wide(table, thumb::bits(Bits::Rbit, d, m), format!("rbit {}, {}", name(d), name(m)));
    }
    for (d, n, m) in triples() {
        wide(table, thumb::divide(true, d, n, m), format!("sdiv {}, {}, {}", name(d), name(n), name(m)));
        wide(table, thumb::divide(false, d, n, m), format!("udiv {}, {}, {}", name(d), name(n), name(m)));
    }
}

fn wide_memory(table: &mut Table) {
    for (op, mnemonic, _) in OFFSETS {
        for (t, n) in pairs() {
            for bytes in unsigned(12, 1) {
                let field = Unsigned::new(bytes).expect("it fits");
                let text = format!("{mnemonic}.w {}, {}", name(t), address(n, bytes));
                wide(table, thumb::offset_wide(op, t, n, field), text);
            }
        }
    }
    for (t, n) in pairs() {
        for words in [0, 1, 0x55, 0xaa, 0xff_u8] {
            let place = address(n, u32::from(words) * 4);
            wide(table, thumb::load_exclusive(t, n, words), format!("ldrex {}, {place}", name(t)));
            // What is stored, and where, is not the register for the outcome.
            let text = format!("strex lr, {}, {place}", name(t));
            wide(table, thumb::store_exclusive(Reg::LR, t, n, words), text);
        }
    }
    for registers in [0x0101, 0x1555, 0x0aaa, 0x1fff, 0x5000] {
        wide(table, thumb::push_any(registers), format!("push.w {}", list(registers)));
        wide(table, thumb::pop_any(registers), format!("pop.w {}", list(registers)));
    }
}

#[test]
fn floating_point_reads_as_it_should() {
    let singles: Vec<_> = [0, 1, 10, 21, 31].into_iter().filter_map(vfp::Single::new).zip([0, 1, 10, 21, 31]).collect();
    let mut table = Table::default();
    for &(d, s) in &singles {
        for &(m, r) in &singles {
            let forms = [
                (vfp::Unary::Compare, "vcmpe.f32"),
                (vfp::Unary::Sqrt, "vsqrt.f32"),
                (vfp::Unary::Neg, "vneg.f32"),
                (vfp::Unary::FromInt, "vcvt.f32.s32"),
                (vfp::Unary::ToInt, "vcvt.s32.f32"),
            ];
            for (op, mnemonic) in forms {
                wide(&mut table, vfp::unary(op, d, m), format!("{mnemonic} s{s}, s{r}"));
            }
            for &(n, q) in &singles {
                let forms = [
                    (vfp::Binary::Add, "vadd.f32"),
                    (vfp::Binary::Sub, "vsub.f32"),
                    (vfp::Binary::Mul, "vmul.f32"),
                    (vfp::Binary::Div, "vdiv.f32"),
                ];
                for (op, mnemonic) in forms {
                    wide(&mut table, vfp::binary(op, d, n, m), format!("{mnemonic} s{s}, s{q}, s{r}"));
                }
            }
        }
        for t in regs() {
            wide(&mut table, vfp::transfer(true, t, d), format!("vmov {}, s{s}", name(t)));
            wide(&mut table, vfp::transfer(false, t, d), format!("vmov s{s}, {}", name(t)));
            for words in unsigned(8, 1) {
                let field = Unsigned::new(words).expect("it fits");
                let place = address(t, words * 4);
                wide(&mut table, vfp::offset(true, d, t, field), format!("vldr s{s}, {place}"));
                wide(&mut table, vfp::offset(false, d, t, field), format!("vstr s{s}, {place}"));
            }
        }
    }
    for t in regs() {
        wide(&mut table, vfp::load_status(t), format!("vmrs {}, fpscr", name(t)));
    }
    wide(&mut table, vfp::load_status(Reg::PC), "vmrs APSR_nzcv, fpscr".into());
    table.check("thumb");
}
