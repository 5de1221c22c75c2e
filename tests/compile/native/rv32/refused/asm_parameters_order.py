@micropython.asm_rv32
def f(a1, a0):
    pass
