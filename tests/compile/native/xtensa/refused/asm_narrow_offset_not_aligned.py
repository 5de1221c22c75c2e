@micropython.asm_xtensa
def f(a2, a3):
    s32i_n(a2, a3, 6)
