@micropython.asm_xtensa
def f(a2, a3):
    beqz(a2, nowhere)
