@micropython.asm_thumb
def f():
    data(a, 1)
