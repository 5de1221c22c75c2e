@micropython.asm_rv32
def f(a0, a1):
    sh1add(a0, a0, a1)
    sh2add(t6, x0, x31)
    sh3add(x1, ra, a1)
