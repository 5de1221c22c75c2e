@micropython.asm_thumb
def f():
    foo()


@micropython.asm_thumb
def g():
    nop
