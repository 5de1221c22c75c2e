@micropython.asm_rv32
def f(a0, a1):
    sw(a0, -2049(a1))
