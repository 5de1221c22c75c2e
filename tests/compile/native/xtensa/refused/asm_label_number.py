@micropython.asm_xtensa
def f(a2, a3):
    j(4)
