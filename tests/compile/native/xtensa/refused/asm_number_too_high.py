@micropython.asm_xtensa
def f(a2, a3):
    addi(a2, a2, 128)
