@micropython.asm_thumb
def f():
    itttte(eq)
