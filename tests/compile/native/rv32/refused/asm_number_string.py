@micropython.asm_rv32
def f(a0, a1):
    li(a0, "1")
