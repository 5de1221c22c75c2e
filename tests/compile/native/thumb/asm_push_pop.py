@micropython.asm_thumb
def f():
    push({r0, r7, lr})
    push({lr})
    push({r3})
    push({r1,})
    pop({r0, pc})
    pop({r1, r2, r3})
    pop({pc})


@micropython.asm_thumb
def f():
    push({r8})
    push({r14, r15})
    pop({r14})
    pop({r8, r0})
    push({r0, r8, r9, r10, fp, r12, sp})
