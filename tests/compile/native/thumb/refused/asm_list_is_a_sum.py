@micropython.asm_thumb
def f():
    pop({r1 + r2})
