@micropython.asm_xtensa
def f(a2, a3, a4, a5):
    j(start)
    label(word)
    data(1, 1, 2, 255, -1)
    align(4)
    data(4, 0x12345678, 0x123456789a)
    data(2, 1 << 70, -3)
    align(8)
    label(start)
    pass
