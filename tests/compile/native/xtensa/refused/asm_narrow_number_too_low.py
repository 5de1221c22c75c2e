@micropython.asm_xtensa
def f(a2, a3):
    movi_n(a2, -33)
