@micropython.asm_rv32
def f():
    pass


@micropython.asm_rv32
def f(a0):
    pass


@micropython.asm_rv32
def f(x10, a1, x12, x13):
    pass
