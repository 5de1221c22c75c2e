print(pow(2, 10), pow(0, 0), pow(-3, 3), pow(5, 3, 13), pow(2, 29), pow(10, 9, 7), pow(3, 0))
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7, -3), divmod(0, 5))
print(round(5), round(-5), abs(-7), abs(7))
for bad in (lambda: pow("a", 2), lambda: divmod("a", 1), lambda: abs("x"), lambda: divmod(1, 0)):
    try:
        bad()
    except (TypeError, ZeroDivisionError) as err:
        print(type(err).__name__)
