@micropython.asm_thumb
def f():
    mov()
