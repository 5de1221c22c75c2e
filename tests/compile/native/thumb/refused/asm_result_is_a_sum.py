@micropython.asm_thumb
def f() -> (3 +
           x):
    nop()
