def attempt(f):
    try:
        print(f())
    except ZeroDivisionError as err:
        print("ZeroDivisionError", type(err) is ZeroDivisionError, isinstance(err, ArithmeticError))


zero = 0
attempt(lambda: 1 // zero)
attempt(lambda: 1 % zero)
attempt(lambda: divmod(1, zero))
attempt(lambda: 0 // 1)
x = 5
try:
    x //= zero
except ZeroDivisionError:
    print("x is still", x)
