@micropython.asm_thumb
def f(r1):
    x(1)
    x = 1
