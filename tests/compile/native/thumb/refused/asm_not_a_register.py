@micropython.asm_thumb
def f():
    mov(x, 3)
