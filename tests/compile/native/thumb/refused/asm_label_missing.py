@micropython.asm_thumb
def f():
    label(x)
    b(foo)
