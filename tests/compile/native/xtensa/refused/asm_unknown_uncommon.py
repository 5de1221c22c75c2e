@micropython.asm_xtensa
def f(a2, a3):
    rsr(a2, 3)
