@micropython.asm_xtensa
def f(a2, a3):
    beqz(a2, a)
    data(65536, 0)
    data(65536, 0)
    data(65536, 0)
    label(a)
