@micropython.asm_xtensa
def f(a2, a3):
    bbci(a2, 32, a)
    label(a)
