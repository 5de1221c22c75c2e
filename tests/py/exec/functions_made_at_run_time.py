functions = []
for name, body in (("double", "n * 2"), ("square", "n * n"), ("sign", "'-' if n < 0 else '+'")):
    space = {}
    exec("def %s(n):\n    return %s\n" % (name, body), space)
    functions.append(space[name])
print([f(-3) for f in functions])


def make_adder(n):
    return eval("lambda x: x + %d" % n)


print([make_adder(n)(10) for n in range(3)])
template = "class Record:\n    fields = {!r}\n    def __init__(self, *values):\n        self.values = values\n"
space = {}
exec(template.format(["a", "b"]), space)
r = space["Record"](1, 2)
print(r.fields, r.values)
total = 0
for i in range(30):
    total += eval("%d * %d - %d" % (i, i, i))
print(total)
