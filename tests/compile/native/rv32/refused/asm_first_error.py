@micropython.asm_rv32
def f(a0, a1):
    addi(1, b, 5000)
