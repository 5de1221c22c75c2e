@micropython.asm_xtensa
def f(a2, a3):
    label(a)
    data(65536, 0)
    data(65536, 0)
    data(65536, 0)
    beq(a2, a3, a)
