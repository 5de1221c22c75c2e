1
"statement"
None
[1, 2]
(lambda: 1)


def empty():
    ...


class Empty:
    ...


def only_doc():
    """nothing else"""


print(empty(), Empty().__class__.__name__, only_doc())
if True:
    pass
else:
    pass
for _ in ():
    pass
while False:
    pass
try:
    pass
finally:
    pass
x = 1; y = 2; print(x, y)
print(
    x,
    y,
)
print(x if
      y else 0)
z = x \
    + y
print(z, (1,
          2), [
    3,
])
