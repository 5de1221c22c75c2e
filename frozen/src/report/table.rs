//! The size report as text in columns.

use std::fmt;

use super::{Report, Sizes};

const PARTS: [&str; 4] = ["code", "constants", "strings", "total"];

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows: Vec<(&str, [Option<u64>; 4])> = Vec::with_capacity(self.modules.len() + 3);
        for module in &self.modules {
            let parts = [module.code, module.constants, module.strings, module.total()];
            rows.push((&module.name, parts.map(Some)));
        }
        if self.shared > 0 {
            rows.push(("(shared)", [None, None, Some(self.shared), Some(self.shared)]));
        }
        rows.push(("(header and tables)", [None, None, None, Some(self.tables)]));
        rows.push(("image", [None, None, None, Some(self.total())]));

        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let header = PARTS.map(|part| format!("{part:>10}")).concat();
        writeln!(f, "{:width$}{header}", "module")?;
        for (name, parts) in rows {
            write!(f, "{name:width$}")?;
            for part in parts {
                write!(f, "{:>10}", part.map(grouped).unwrap_or_default())?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = &self.memory;
        write!(f, "{}", self.sizes)?;
        let [vm, image, free] = [memory.flash_vm, memory.flash_image, memory.flash_free].map(grouped);
        writeln!(f, "flash: {vm} VM + {image} image, {free} bytes free")?;
        let [ram_free, ram] = [memory.ram_free, memory.ram].map(grouped);
        writeln!(f, "RAM: {ram_free} of {ram} bytes for heap and stack")
    }
}

/// 1234567 as `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Part;

    #[test]
    fn numbers_are_grouped_by_three() {
        let shown = [0, 999, 1000, 123_456, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "123,456", "1,234,567"]);
    }

    #[test]
    fn columns_line_up_and_rows_add_up() {
        let mut sizes = Sizes::new(["main".to_string(), "weather.sensors".to_string()]);
        sizes.add(0, Part::Code, 120);
        sizes.add(1, Part::Code, 1000);
        sizes.add(1, Part::Constants, 20);
        sizes.add(1, Part::Strings, 400);
        sizes.add(1, Part::Strings, 4);
        sizes.shared = 60;
        sizes.tables = 80;
        let expected = "\
module                   code constants   strings     total
main                      120         0         0       120
weather.sensors         1,000        20       404     1,424
(shared)                                       60        60
(header and tables)                                      80
image                                                 1,684
";
        assert_eq!(sizes.to_string(), expected);
    }
}
