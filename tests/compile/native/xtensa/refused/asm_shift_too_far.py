@micropython.asm_xtensa
def f(a2, a3):
    srli(a2, a2, 16)
