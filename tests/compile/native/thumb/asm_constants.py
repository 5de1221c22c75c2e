@micropython.asm_thumb
def f():
    "a statement that is a constant"
    3
    pass
    _N = const(7)
    mov(r0, _N)
    mov(r1, 3 * 5 + 1)
    data(2, -_N, ~1)
