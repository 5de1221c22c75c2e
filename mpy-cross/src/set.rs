//! Sets of a few things that have names, such as passes and warnings.

use alloc::{format, string::String, vec::Vec};
use core::{fmt, marker::PhantomData, str::FromStr};

/// What can be in a [`Set`]: an enum of at most 31 variants without fields.
pub trait Member: Copy + 'static {
    /// Every member, in order.
    const ALL: &'static [Self];
    /// What one of them is called in an error.
    const WHAT: &'static str;
    /// Its name on the command line.
    fn name(self) -> &'static str;
    /// Its position in `ALL`.
    fn index(self) -> usize;
}

/// A set of them.
pub struct Set<T>(u32, PhantomData<T>);

impl<T: Member> Set<T> {
    /// None.
    pub const NONE: Set<T> = Set(0, PhantomData);
    /// All of them.
    pub const ALL: Set<T> = Set((1 << T::ALL.len()) - 1, PhantomData);

    /// The set with one more.
    #[must_use]
    pub fn with(self, member: T) -> Set<T> {
        Set(self.0 | 1 << member.index(), PhantomData)
    }

    /// The set without one.
    #[must_use]
    pub fn without(self, member: T) -> Set<T> {
        Set(self.0 & !(1 << member.index()), PhantomData)
    }

    /// Whether one is in the set.
    pub fn contains(self, member: T) -> bool {
        self.0 & 1 << member.index() != 0
    }

    /// Those that are in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |&member| self.contains(member))
    }
}

impl<T: Member> FromStr for Set<T> {
    type Err = String;

    /// Names with commas between them; a name behind a minus is of one to leave out, and nothing is all.
    fn from_str(text: &str) -> Result<Set<T>, String> {
        let is_all = text.is_empty() || text.starts_with('-');
        let mut set = if is_all { Set::ALL } else { Set::NONE };
        for name in text.split(',').filter(|name| !name.is_empty()) {
            let (is_without, name) = name.strip_prefix('-').map_or((false, name), |name| (true, name));
            let member = T::ALL.iter().copied().find(|member| member.name().eq_ignore_ascii_case(name));
            let member = member.ok_or_else(|| {
                let names: Vec<_> = T::ALL.iter().map(|member| member.name()).collect();
                format!("no such {}: {name}; there are {}", T::WHAT, names.join(", "))
            })?;
            set = if is_without { set.without(member) } else { set.with(member) };
        }
        Ok(set)
    }
}

impl<T> Clone for Set<T> {
    fn clone(&self) -> Set<T> {
        *self
    }
}
impl<T> Copy for Set<T> {}
impl<T> PartialEq for Set<T> {
    fn eq(&self, other: &Set<T>) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Set<T> {}
impl<T: Member> Default for Set<T> {
    fn default() -> Set<T> {
        Set::NONE
    }
}
impl<T: Member> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Member::name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::{Pass, Passes};

    #[test]
    fn written_as_a_list() {
        let parsed = |text: &str| text.parse::<Passes>();
        assert_eq!(parsed(""), Ok(Passes::ALL));
        assert_eq!(parsed("jump,Dead"), Ok(Passes::NONE.with(Pass::Jump).with(Pass::Dead)));
        assert_eq!(parsed("-jump"), Ok(Passes::ALL.without(Pass::Jump)));
        assert_eq!(parsed("jump,dead,-jump"), Ok(Passes::NONE.with(Pass::Dead)));
        let error = parsed("jumps").expect_err("no pass has this name");
        assert!(error.starts_with("no such pass: jumps; there are const, "), "{error}");
    }

    #[test]
    fn members() {
        assert_eq!(Passes::ALL.iter().count(), Pass::ALL.len());
        assert!(Pass::ALL.iter().all(|&pass| Passes::NONE.with(pass).iter().eq([pass])));
        assert_eq!(format!("{:?}", Passes::NONE.with(Pass::Jump)), "{\"jump\"}");
    }
}
