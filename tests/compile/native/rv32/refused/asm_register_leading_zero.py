@micropython.asm_rv32
def f(a0, a1):
    mv(x01, a0)
