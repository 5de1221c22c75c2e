from micropython import const

OFFSET = const(8)
MASK = const(0x7FF)


@micropython.asm_rv32
def f(a0, a1):
    lw(a0, OFFSET(a1))
    sw(a0, -OFFSET(a1))
    andi(a0, a0, MASK)
    slli(a0, a0, OFFSET - 5)
    data(OFFSET - 4, MASK)
