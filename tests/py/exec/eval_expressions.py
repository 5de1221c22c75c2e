print(eval("1 + 2"), eval("[x * 2 for x in range(3)]"), eval("'text'.upper()"))
x = 5
print(eval("x + 1"), eval("x", {"x": 10}), eval("y", {"y": 1}), eval("(lambda a: a * x)(2)"))


def f():
    return eval("x * 2")


print(f())
for bad in ("1 +", "x = 1", "", "(", "undefined_name", "1 // 0"):
    try:
        print(eval(bad))
    except SyntaxError:
        print("SyntaxError")
    except NameError:
        print("NameError")
    except ZeroDivisionError:
        print("ZeroDivisionError")
