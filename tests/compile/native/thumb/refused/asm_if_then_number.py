@micropython.asm_thumb
def f():
    it(0)
