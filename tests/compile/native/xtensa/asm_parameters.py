@micropython.asm_xtensa
def f():
    pass


@micropython.asm_xtensa
def f(a2):
    pass


@micropython.asm_xtensa
def f(a2, a3, a4, a5):
    pass
