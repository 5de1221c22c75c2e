@micropython.asm_thumb
def f():
    x = const(3)
