@micropython.asm_xtensa
def f(a0):
    pass
