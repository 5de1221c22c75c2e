@micropython.asm_xtensa
def f(a2) -> object:
    addi(a2, a2, 1)


@micropython.asm_xtensa
def f(a2) -> bool:
    addi(a2, a2, 1)


@micropython.asm_xtensa
def f(a2) -> int:
    addi(a2, a2, 1)


@micropython.asm_xtensa
def f(a2) -> uint:
    addi(a2, a2, 1)
