@micropython.asm_thumb
def f():
    data(1, 1, 2, 255, 256, -1)
    data(2, 0x1234, -2)
    align(4)
    data(4, 0x12345678, 1 << 40)
    data(8, -1, 1 << 70, -(1 << 70) - 5)
    data(0, 1)
    data(3, 0x123456)
    data(9, -1, -1 << 66)
    align(16)
    align(1)
    nop()


@micropython.asm_thumb
def f():
    data(1, 0)
    align(3)
    nop()
    align(5)
    nop()
    align(6)
    wfi()
