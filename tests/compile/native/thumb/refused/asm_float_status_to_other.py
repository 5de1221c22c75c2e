@micropython.asm_thumb
def f():
    vmrs(APSR, FPSCR)
