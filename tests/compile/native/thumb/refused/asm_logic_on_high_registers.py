@micropython.asm_thumb
def f():
    and_(r8, r1)
