@micropython.asm_thumb
def f():
    lsl(x, r8, 33)
