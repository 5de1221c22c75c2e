1 + 2 * 3
-1
x = -1
x = 1 << 40
x = 2 ** 70
x = 1 / 2
x = 7 // 2 % 3
x = ~5
x = +5
x = -1.5
x = 1.5 + 2
x = (1, 2, 3)
x = 1, 2, "a"
x = (1, (2, b"x", None), ...)
x = ()
x = (1.0, 0.0, -0.0)
x = 1j
x = "a" "b"
x = 0xffffffffffff
x = 1 if 2 > 1 else 0
f((1, 2))
x[1, 2]
return_ = 1, 2
for i in 1, 2: pass
def g(): return 1, 2
x = (1,)
x = (1, x)
x = 1 and 2
x = 3 or x
