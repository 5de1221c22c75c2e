@micropython.asm_thumb
def f():
    ldr(r0, [r1 for r2 in r3])
