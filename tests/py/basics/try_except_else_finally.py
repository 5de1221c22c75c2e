def run(kind):
    try:
        print("try")
        if kind == "value":
            raise ValueError("v")
        if kind == "key":
            raise KeyError("k")
        if kind == "return":
            return "returned"
    except ValueError as err:
        print("except", err)
    except (KeyError, IndexError):
        print("except tuple")
    else:
        print("else")
    finally:
        print("finally")
    return "end"


for kind in ("none", "value", "key", "return"):
    print(kind, run(kind))
try:
    run_nothing = 1
finally:
    print("only finally")
try:
    try:
        raise ValueError("inner")
    finally:
        print("inner finally")
except ValueError as err:
    print("outer", err)
try:
    pass
except:
    print("never")
else:
    print("else without error")
try:
    raise IndexError
except ArithmeticError:
    print("no")
except:
    print("bare")
try:
    err
except NameError:
    print("the name is gone")
