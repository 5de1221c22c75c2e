# disassemble.py ARCH    a line of text for each line of hexadecimal bytes, all at the address 0x1000000
#
# Capstone (from LLVM) tells what the bytes of one instruction mean. Numbers are printed in decimal. What it does not
# know, or takes for fewer or more instructions than one, is an empty line.
import re
import sys

import capstone as c

RISCV = c.CS_MODE_RISCV32 | c.CS_MODE_RISCV_C | c.CS_MODE_RISCV_ZBA | c.CS_MODE_RISCV_ZCMP_ZCMT_ZCE
ARCHITECTURES = {
    "arm": (c.CS_ARCH_ARM, c.CS_MODE_ARM),
    "rv32": (c.CS_ARCH_RISCV, RISCV),
    "thumb": (c.CS_ARCH_ARM, c.CS_MODE_THUMB | c.CS_MODE_MCLASS),
    "x64": (c.CS_ARCH_X86, c.CS_MODE_64),
    "x86": (c.CS_ARCH_X86, c.CS_MODE_32),
    "xtensa": (c.CS_ARCH_XTENSA, c.CS_MODE_XTENSA_ESP32),
}

for line in sys.stdin:
    # A new one for each line, as `it` changes how the lines after it read.
    machine = c.Cs(*ARCHITECTURES[sys.argv[1]])
    # The instruction itself, not what it is another name for; x86 knows no other names.
    if machine.arch != c.CS_ARCH_X86:
        machine.syntax = c.CS_OPT_SYNTAX_REAL
    code = bytes.fromhex(line)
    found = list(machine.disasm(code, 0x1000000))
    if len(found) == 1 and found[0].size == len(code):
        text = f"{found[0].mnemonic} {found[0].op_str}".strip()
        print(re.sub(r"0x[0-9a-f]+", lambda number: str(int(number[0], 16)), text))
    else:
        print()
