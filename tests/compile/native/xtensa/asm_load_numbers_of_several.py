@micropython.asm_xtensa
def f(a2, a3):
    movi(a2, 1)
    movi(a3, 2)


@micropython.asm_xtensa
def f(a2, a3):
    movi_n(a2, 1)


@micropython.asm_xtensa
def f(a2, a3):
    movi(a2, 3)
