@micropython.asm_xtensa
def f(a2, a3):
    movi(a2, 1.0)
