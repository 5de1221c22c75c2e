@micropython.asm_thumb
def f():
    mrs(r12, FOO)
