@micropython.asm_thumb
def f():
    mov(r0, (x for x in r1))
