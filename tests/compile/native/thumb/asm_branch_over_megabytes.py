@micropython.asm_thumb
def f():
    bl(end)
    beq_n(near)
    label(near)
    align(1 << 21)
    label(end)
    bl(near)
