@micropython.asm_thumb
def f():
    mov(r8, 3)
