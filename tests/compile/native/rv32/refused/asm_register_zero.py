@micropython.asm_rv32
def f(a0, a1):
    c_li(zero, 1)
