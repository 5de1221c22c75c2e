@micropython.asm_xtensa
def f(a3, a2):
    pass
