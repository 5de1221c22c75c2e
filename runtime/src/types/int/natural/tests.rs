//! Identities between the operations, on random numbers in which limbs of ones and zeros are frequent: those are what the
//! rare branches are for. That the answers are right is asked of CPython (`tests/tests/integers.rs`).

use std::vec;
use std::vec::Vec;

use super::*;

/// Random numbers; a test that fails says which it began with.
struct Random(u64);

impl Random {
    fn seeded(seed: u64) -> Random {
        std::println!("seed {seed}");
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        // Numerical Recipes, 7.1.3: xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    /// A number without leading zeros of up to so many limbs.
    fn number(&mut self, most: u64) -> Vec<u32> {
        let length = self.below(most + 1);
        let limbs: Vec<u32> = (0..length)
            .map(|_| match self.below(6) {
                0 => 0,
                1 => u32::MAX,
                2 => 1 << 31,
                3 => self.below(3) as u32,
                _ => self.next() as u32,
            })
            .collect();
        trimmed(&limbs).to_vec()
    }
}

fn with_work<T>(work: impl FnOnce(&mut Work<'_>) -> Result<T, Interrupted>) -> T {
    work(&mut Work::new(&|| false)).expect("nobody interrupts")
}

fn product(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut out = vec![7; a.len() + b.len()];
    with_work(|work| multiply(&mut out, a, b, work));
    trimmed(&out).to_vec()
}

fn sum(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut out = vec![7; a.len().max(b.len()) + 1];
    add(&mut out, a, b);
    trimmed(&out).to_vec()
}

/// Quotient and rest, by way of a divisor whose highest bit is set.
fn quotient(a: &[u32], b: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let places = b.last().expect("not 0").leading_zeros();
    let (mut dividend, mut divisor) = (vec![0; a.len().max(b.len()) + 1], vec![0; b.len()]);
    shift_left(&mut dividend, a, places);
    shift_left(&mut divisor, b, places);
    with_work(|work| divide(&mut dividend, &divisor, work));
    let (rest, quotient) = dividend.split_at(b.len());
    let mut unshifted = vec![0; b.len()];
    assert!(!shift_right(&mut unshifted, rest, places));
    (trimmed(quotient).to_vec(), trimmed(&unshifted).to_vec())
}

#[test]
fn a_quotient_and_its_rest_give_the_dividend() {
    let mut random = Random::seeded(0x5eed_0001);
    for _ in 0..50_000 {
        let (a, b) = (random.number(9), random.number(6));
        if b.is_empty() {
            continue;
        }
        let (quotient, rest) = quotient(&a, &b);
        assert!(compare(&rest, &b).is_lt(), "{a:x?} / {b:x?}");
        assert_eq!(sum(&product(&quotient, &b), &rest), a, "{a:x?} / {b:x?}");
    }
}

#[test]
fn what_is_added_can_be_subtracted() {
    let mut random = Random::seeded(0x5eed_0002);
    for _ in 0..10_000 {
        let (a, b) = (random.number(6), random.number(6));
        let sum = sum(&a, &b);
        let mut difference = vec![7; sum.len()];
        subtract(&mut difference, &sum, &b);
        assert_eq!(trimmed(&difference), a);
        let mut next = a.clone();
        next.push(0);
        increment(&mut next);
        assert_eq!(trimmed(&next), self::sum(&a, &[1]));
    }
}

#[test]
fn shifts_multiply_and_divide_by_powers_of_two() {
    let mut random = Random::seeded(0x5eed_0003);
    for _ in 0..10_000 {
        let (a, places) = (random.number(6), random.below(130) as u32);
        let mut power = vec![0; places as usize / 32 + 1];
        power[places as usize / 32] = 1 << (places % 32);
        let mut left = vec![7; a.len() + power.len()];
        shift_left(&mut left, &a, places);
        assert_eq!(trimmed(&left), product(&a, &power));
        let mut right = vec![7; a.len()];
        let is_inexact = shift_right(&mut right, &a, places);
        let (quotient, rest) = quotient(&a, &power);
        assert_eq!((trimmed(&right), is_inexact), (&quotient[..], !rest.is_empty()));
    }
}

#[test]
fn digits_are_read_as_they_are_written() {
    let mut random = Random::seeded(0x5eed_0004);
    for round in 0..4_000 {
        let (number, radix) = (random.number(7), 2 + round % 15);
        let most = most_digits(bits(&number), radix) as usize;
        let mut digits: Vec<u32> = Vec::new();
        let mut bytes: Vec<u8> = number.iter().flat_map(|limb| limb.to_le_bytes()).collect();
        let put = |_: &mut [u8], digit| digits.push(digit);
        with_work(|work| super::digits(&mut bytes, number.len(), radix, put, work));
        assert!(digits.last() != Some(&0) && digits.len() <= most, "{number:x?} in base {radix}");
        let mut room = vec![0; parse_room(digits.len(), radix)];
        let length = with_work(|work| parse(&mut room, digits.iter().rev().copied(), radix, work));
        assert_eq!(room[..length], number, "base {radix}");
    }
}

#[test]
fn powers_are_repeated_products() {
    let mut random = Random::seeded(0x5eed_0005);
    for _ in 0..300 {
        let (base, modulus) = (random.number(3), random.number(3));
        let mut expected = vec![1];
        for exponent in 0..20 {
            let half = power_room(&base, exponent).expect("short") as usize;
            let mut room = vec![0; 2 * half];
            let length = with_work(|work| power(&mut room, &base, exponent, work));
            assert_eq!(room[..length], expected, "{base:x?} ** {exponent}");
            if !modulus.is_empty() {
                let mut room = vec![0; power_modulo_room(&base, &modulus)];
                let limbs = [exponent];
                with_work(|work| power_modulo(&mut room, &base, trimmed(&limbs), &modulus, work));
                assert_eq!(trimmed(&room[..modulus.len()]), quotient(&expected, &modulus).1, "{base:x?} ** {exponent}");
            }
            expected = product(&expected, &base);
        }
    }
}

#[test]
fn long_work_asks_and_stops() {
    let long = vec![3; 2_000];
    let asked = core::cell::Cell::new(0);
    let is_interrupted = || {
        asked.set(asked.get() + 1);
        asked.get() == 3
    };
    let mut out = vec![0; 4_000];
    assert_eq!(multiply(&mut out, &long, &long, &mut Work::new(&is_interrupted)), Err(Interrupted));
    assert_eq!(asked.get(), 3);
}
