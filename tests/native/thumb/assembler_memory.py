def total(data, n):
    return sum(data[:n])


@micropython.asm_thumb
def total(r0, r1):
    mov(r2, 0)
    b(test)
    label(more)
    ldrb(r3, [r0, 0])
    add(r2, r2, r3)
    add(r0, r0, 1)
    sub(r1, r1, 1)
    label(test)
    cmp(r1, 0)
    bne(more)
    mov(r0, r2)


def reverse(data, n):
    data[:n] = bytearray(reversed(data[:n]))


@micropython.asm_thumb
def reverse(r0, r1) -> object:
    push({r4})
    mov(r4, r0)
    add(r1, r1, r0)
    label(more)
    sub(r1, r1, 1)
    cmp(r0, r1)
    bcs(done)
    ldrb(r2, [r0, 0])
    ldrb(r3, [r1, 0])
    strb(r3, [r0, 0])
    strb(r2, [r1, 0])
    add(r0, r0, 1)
    b(more)
    label(done)
    pop({r4})
    mov(r0, 1)


def from_table(index):
    return (2, 3, 5, 7, 11, 13)[index]


@micropython.asm_thumb
def from_table(r0):
    mov(r1, pc)
    b(skip)
    align(2)
    data(2, 2, 3, 5, 7, 11, 13)
    label(skip)
    lsl(r0, r0, 1)
    add(r1, r1, r0)
    ldrh(r0, [r1, 0])


def factorial(n):
    return 1 if n == 0 else n * factorial(n - 1)


@micropython.asm_thumb
def factorial(r0):
    bl(recurse)
    b(end)
    label(recurse)
    push({r4, lr})
    cmp(r0, 0)
    beq(one)
    mov(r4, r0)
    sub(r0, r0, 1)
    bl(recurse)
    mul(r0, r4)
    pop({r4, pc})
    label(one)
    mov(r0, 1)
    pop({r4, pc})
    label(end)


data = bytearray(b"machine code")
print(total(data, len(data)), total(data, 3), total(data, 0))
reverse(data, 7)
print(data)
reverse(data, 12)
print(data)
print([from_table(index) for index in range(6)])
print([factorial(n) for n in range(10)])
