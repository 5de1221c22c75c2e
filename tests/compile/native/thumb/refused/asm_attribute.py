@micropython.asm_thumb
def f():
    mov.x(r0, r8)
