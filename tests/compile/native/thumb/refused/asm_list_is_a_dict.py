@micropython.asm_thumb
def f():
    push({r1: r2})
