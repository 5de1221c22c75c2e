@micropython.asm_xtensa
def f(a2, a3):
    beq(a2, a3, nowhere)
