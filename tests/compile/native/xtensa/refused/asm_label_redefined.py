@micropython.asm_xtensa
def f(a2, a3):
    label(a)
    label(a)
