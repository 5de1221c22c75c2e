@micropython.asm_thumb
def f():
    b(lé)
    label(x)
