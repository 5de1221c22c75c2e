space = {"a": 1}
exec("b = a + 1", space)
print(space["b"])
names = {}
exec("c = a + b", space, names)
print(names["c"], "c" in space)
print(eval("a + c", space, names), eval(b"a", space), eval(bytearray(b"b"), space))
exec("def f():\n    return a * 10\n", space)
print(space["f"]())
for bad in (5, "", [1]):
    try:
        exec("x = 1", bad)
    except TypeError:
        print("TypeError")
for bad in (5, None, [1]):
    try:
        eval(bad)
    except TypeError:
        print("TypeError")
try:
    compile("1", "name", "wrong")
except ValueError:
    print("ValueError")
exec(compile("one = 'one'", "name", "exec"))
print(one)


class Names:
    exec("inside = 5")
    seen = eval("inside")


print(Names.inside, Names.seen)
