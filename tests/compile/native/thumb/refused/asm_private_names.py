@micropython.asm_thumb
def f():
    __foo(r0, 1)
