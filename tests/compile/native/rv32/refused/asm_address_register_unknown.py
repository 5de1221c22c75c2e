@micropython.asm_rv32
def f(a0, a1):
    lb(a0, 4(b))
