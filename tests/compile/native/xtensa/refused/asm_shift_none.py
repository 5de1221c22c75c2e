@micropython.asm_xtensa
def f(a2, a3):
    slli(a2, a2, 0)
