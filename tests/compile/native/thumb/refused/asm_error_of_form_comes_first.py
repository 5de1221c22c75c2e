@micropython.asm_thumb
def f():
    data(1, "a")
    align(a)
