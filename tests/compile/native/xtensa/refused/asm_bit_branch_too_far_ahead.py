@micropython.asm_xtensa
def f(a2, a3):
    bbci(a2, 1, a)
    data(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    nop()
    label(a)
