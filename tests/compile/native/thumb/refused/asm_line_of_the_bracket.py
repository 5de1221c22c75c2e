@micropython.asm_thumb
def f():
    nop()
    (
    mov
    )(r0,
    r88)
