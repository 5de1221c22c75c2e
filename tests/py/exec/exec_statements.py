exec("a = 1")
print(a)
exec("def f(n):\n    return n + a\n")
print(f(10))
d = {}
exec("x = 5\ny = [x] * 2", d)
print(d["x"], d["y"], "x" in globals())
exec("print('printed inside')")
exec("for i in range(2):\n    print(i)")
exec("class C:\n    def m(self):\n        return 'm'\n")
print(C().m())
g = {"n": 2}
exec("n += 1", g)
print(g["n"])
for bad in ("if", "x = = 1", "  indented", "def f(:"):
    try:
        exec(bad)
    except SyntaxError:
        print("SyntaxError")
try:
    exec("raise ValueError('from exec')")
except ValueError as err:
    print(err)
print(exec("pass"))
