@micropython.asm_thumb
def f():
    label(a)
    b(a)


@micropython.asm_thumb
def g():
    b(a)
    label(a)
    label(b)
