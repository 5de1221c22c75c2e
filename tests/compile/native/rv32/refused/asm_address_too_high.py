@micropython.asm_rv32
def f(a0, a1):
    lw(a0, 2048(a1))
