@micropython.asm_thumb
def f():
    bxx(a)
