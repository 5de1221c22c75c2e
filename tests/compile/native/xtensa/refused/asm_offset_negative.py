@micropython.asm_xtensa
def f(a2, a3):
    l8ui(a2, a3, -1)
