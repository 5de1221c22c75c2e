@micropython.asm_rv32
def f(a0, a1, a2, a3):
    label(start)
    data(1, 1, 2, 255, -1)
    align(4)
    data(4, 0x12345678, 0x123456789a)
    data(2, 1 << 70, -3)
    align(8)
    la(a0, start)
    pass
    data(8, -1)
