@micropython.asm_xtensa
def f(a2, a3):
    nop()
    nop()
    addi(a2, a2, 500)
