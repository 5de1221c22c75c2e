@micropython.asm_thumb
def f():
    def g():
        pass
