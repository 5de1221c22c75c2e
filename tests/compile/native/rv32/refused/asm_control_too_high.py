@micropython.asm_rv32
def f(a0, a1):
    csrrw(a0, a0, 0x1000)
