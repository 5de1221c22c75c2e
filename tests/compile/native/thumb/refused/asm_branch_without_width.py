@micropython.asm_thumb
def f():
    beq_(a)
