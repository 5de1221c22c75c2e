//! UF2: 512-byte blocks that a bootloader takes as a file copied to its drive.
//!
//! ```text
//!   0  magic, magic, flags, address, length, block, blocks, family
//!  32  data (256 of the 476 bytes are used)
//! 508  magic
//! ```

use crate::link::Firmware;

const MAGIC_START: [u32; 2] = [0x0a32_4655, 0x9e5d_5157];
const MAGIC_END: u32 = 0x0ab1_6f30;
const FLAG_FAMILY: u32 = 0x2000;

/// Data bytes of a block. Bootloaders want whole, aligned 256-byte pages.
const PAGE: u32 = 256;
const BLOCK: usize = 512;

/// The flash contents in blocks, for the processors of `family` only if one is given.
pub fn encode_uf2(firmware: &Firmware<'_>, family: Option<u32>) -> Vec<u8> {
    let pages = pages(firmware);
    let mut out = Vec::with_capacity(pages.len() * BLOCK);
    for (index, (at, page)) in pages.iter().enumerate() {
        let flags = if family.is_some() { FLAG_FAMILY } else { 0 };
        let head = [MAGIC_START[0], MAGIC_START[1], flags, *at, PAGE, index as u32, pages.len() as u32];
        for word in head.into_iter().chain([family.unwrap_or(0)]) {
            out.extend_from_slice(&word.to_le_bytes());
        }
        out.extend_from_slice(page);
        out.resize((index + 1) * BLOCK - 4, 0);
        out.extend_from_slice(&MAGIC_END.to_le_bytes());
    }
    out
}

/// The pages that hold any byte, by rising address; what is not given in a page is as erased.
fn pages(firmware: &Firmware<'_>) -> Vec<(u32, [u8; PAGE as usize])> {
    let mut pages: Vec<(u32, [u8; PAGE as usize])> = Vec::new();
    for (start, bytes) in firmware.flash() {
        let mut at = start;
        let mut rest = bytes;
        while !rest.is_empty() {
            let page = at - at % PAGE;
            if pages.last().is_none_or(|&(last, _)| last != page) {
                pages.push((page, [0xff; PAGE as usize]));
            }
            let (_, data) = pages.last_mut().expect("one was just pushed");
            let offset = (at - page) as usize;
            let len = rest.len().min(PAGE as usize - offset);
            let (now, after) = rest.split_at(len);
            data[offset..offset + len].copy_from_slice(now);
            at = at.wrapping_add(len as u32);
            rest = after;
        }
    }
    pages
}
