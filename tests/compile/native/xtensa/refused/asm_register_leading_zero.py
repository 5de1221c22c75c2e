@micropython.asm_xtensa
def f(a2, a3):
    mov(a02, a3)
