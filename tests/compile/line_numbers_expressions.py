x = (a +
     b(c,
       d)
     + e)
y = [
    1,
    a,
    f(),
]
z = a.b(
    c
).d(
    e
)[
    f
]
if (a and
    b(c) or
    not d()):
    e
w = {
  a: f(1),
  b:
    f(2),
}
v = (a
     if b()
     else c())
u = "a" \
    "b" + f(
      a)
t = a < \
  b() < \
  c()
def g(): return (
  a,
  b()
)
x = not \
  a()
x = - \
  a()
s = lambda: \
  a()
