@micropython.asm_xtensa
def f(a2, a3):
    addmi(a2, a2, 32768)
