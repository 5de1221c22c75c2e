@micropython.asm_thumb
class A:
    nop()
