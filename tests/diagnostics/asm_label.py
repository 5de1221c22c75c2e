# march: armv7m
@micropython.asm_thumb
def f(r0):
    b(loop)
