@micropython.asm_rv32
def f(a0, a1):
    add(a0, 1, a2)
