# march: armv7m
@micropython.asm_thumb
def f(r1):
    mov(r0, r1)
