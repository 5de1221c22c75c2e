@micropython.asm_thumb
def f(r0, r1):
    ldrb(r0, [r1, 31])
    ldrh(r2, [r3, 62])
    ldr(r4, [r5, 124])
    strb(r0, [r1, 31])
    strh(r2, [r3, 62])
    str(r4, [r5, 124])
    ldr(r7, [r0, 0])
    strb(r7, [r7, 0,])
