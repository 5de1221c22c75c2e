# oracle: micropython
def attempt(f):
    try:
        f()
    except Exception as err:
        print(type(err).__name__, err)


attempt(lambda: [1][5])
attempt(lambda: (1,)[5])
attempt(lambda: "a"[5])
attempt(lambda: {}["key"])
attempt(lambda: [][None])
attempt(lambda: 5[0])
attempt(lambda: [].pop())
attempt(lambda: {}.popitem())
attempt(lambda: set().pop())
attempt(lambda: [].remove(1))
attempt(lambda: [].index(1))
attempt(lambda: {[]: 1})
attempt(lambda: "abc".index("x"))
attempt(lambda: max([]))
attempt(lambda: range(1, 2, 0))
try:
    a, b = 1, 2, 3
except ValueError as err:
    print(err)
try:
    a, b = (1,)
except ValueError as err:
    print(err)
