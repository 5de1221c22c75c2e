//! The board's memory map: address to pointer, and the only place that knows the base.
//!
//! On a 32-bit target an address is the pointer. On a 64-bit host the map is one reserved range of 4 GiB and the
//! pointer is `base + address`, so that layout, sizes and out-of-memory behaviour are those of the device.

/// The memory map. On 32-bit targets it has no size and costs nothing.
#[derive(Clone, Copy)]
pub struct Memory {
    #[cfg(target_pointer_width = "64")]
    base: *mut u8,
}

impl Memory {
    /// The map of this processor: an address is a pointer.
    ///
    /// # Safety
    /// The machine has the RAM and the ROM that the [`Vm`](crate::Vm) is told of, and nothing else uses that RAM.
    #[cfg(target_pointer_width = "32")]
    pub const unsafe fn native() -> Memory {
        Memory {}
    }

    /// A simulated map.
    ///
    /// # Safety
    /// `base` is the start of a reserved range in which the regions that the [`Vm`](crate::Vm) is told of are readable
    /// and writable, for as long as the map is used, and which nothing else accesses.
    #[cfg(target_pointer_width = "64")]
    pub const unsafe fn at(base: *mut u8) -> Memory {
        Memory { base }
    }

    /// The pointer for `address`.
    #[inline(always)]
    pub fn pointer<T>(self, address: u32) -> *mut T {
        #[cfg(target_pointer_width = "32")]
        return address as usize as *mut T;
        #[cfg(target_pointer_width = "64")]
        return self.base.wrapping_add(address as usize).cast();
    }

    /// The address of `pointer`, the inverse of [`Memory::pointer`].
    #[inline(always)]
    pub fn address<T>(self, pointer: *const T) -> u32 {
        #[cfg(target_pointer_width = "32")]
        return pointer as usize as u32;
        #[cfg(target_pointer_width = "64")]
        return (pointer as usize).wrapping_sub(self.base as usize) as u32;
    }
}
