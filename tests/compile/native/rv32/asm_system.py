@micropython.asm_rv32
def f(a0, a1):
    ecall()
    ebreak()
    c_ebreak()
    c_nop()
