@micropython.asm_thumb
def f():
    mov(r0 for r1 in r2)
