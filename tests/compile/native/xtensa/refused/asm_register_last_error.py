@micropython.asm_xtensa
def f(a2, a3):
    addi(b, c, 500)
