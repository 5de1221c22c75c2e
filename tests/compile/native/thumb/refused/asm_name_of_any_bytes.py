@micropython.asm_thumb
def f():
    laéel(a)
