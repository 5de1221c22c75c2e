@micropython.asm_rv32
def f(a0) -> object:
    addi(a0, a0, 1)


@micropython.asm_rv32
def f(a0) -> bool:
    addi(a0, a0, 1)


@micropython.asm_rv32
def f(a0) -> int:
    addi(a0, a0, 1)


@micropython.asm_rv32
def f(a0) -> uint:
    addi(a0, a0, 1)
