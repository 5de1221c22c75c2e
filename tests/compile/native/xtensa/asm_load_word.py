@micropython.asm_xtensa
def f(a2, a3):
    j(start)
    align(4)
    label(word)
    data(4, 0x12345678)
    label(start)
    align(4)
    l32r(a2, word)
    align(4)
    l32r(a3, word)
