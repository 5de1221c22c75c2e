@micropython.asm_thumb
def f() -> None:
    nop()
