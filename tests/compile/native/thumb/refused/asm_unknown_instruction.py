@micropython.asm_thumb
def f():
    foo(r0, 1)
