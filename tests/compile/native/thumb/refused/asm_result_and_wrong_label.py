@micropython.asm_thumb
def f() -> 3:
    pass
    label(1)
