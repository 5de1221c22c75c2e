@micropython.asm_xtensa
def f(a2, a3):
    movi(a2, 0)
    movi(a2, 1)
    movi(a2, -1)
    movi(a2, 0x12345678)
    movi(a2, 0xffffffff)
    movi(a2, 1 << 40)
    movi(a2, -(1 << 70))
