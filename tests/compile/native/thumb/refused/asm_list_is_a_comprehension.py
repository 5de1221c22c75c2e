@micropython.asm_thumb
def f():
    pop({r1 for a in b})
