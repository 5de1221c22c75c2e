@micropython.asm_thumb
def f():
    b_n(a)
