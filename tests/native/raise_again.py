"""A `raise` without an exception: the reference compiler breaks down on it."""


def fails(x):
    raise (ValueError, KeyError, OSError)[x](x)


def again(x):
    try:
        fails(x)
    except ValueError:
        print("value")
        raise
    except KeyError as e:
        print("key", e.args)
        raise
    except:
        print("any")
        raise


def after_another(x):
    try:
        fails(x)
    except Exception:
        try:
            fails(1)
        except KeyError:
            print("inner")
        try:
            fails(0)
        except ValueError as e:
            print("inner", e.args)
        raise


def inner_raises(x):
    try:
        fails(x)
    except Exception:
        try:
            fails(2)
        except OSError:
            print("inner again")
            raise


def with_finally(x):
    try:
        fails(x)
    except Exception:
        try:
            raise
        finally:
            print("finally")


def in_a_loop():
    caught = []
    for x in (0, 1, 2):
        try:
            try:
                fails(x)
            except (ValueError, OSError):
                raise
            except KeyError:
                continue
        except Exception as e:
            caught.append(type(e).__name__)
    return caught


def nothing_to_raise():
    raise


def in_a_generator():
    try:
        yield 1
    except ValueError:
        yield 2
        try:
            fails(1)
        except KeyError:
            yield 3
        raise


def nested(depth):
    try:
        if depth:
            nested(depth - 1)
        else:
            fails(2)
    except OSError:
        print("depth", depth)
        raise


for function in (again, after_another, inner_raises, with_finally):
    for x in range(3):
        try:
            function(x)
        except Exception as e:
            print(function is again, type(e).__name__, e.args)
print(in_a_loop())
try:
    nothing_to_raise()
except RuntimeError as e:
    print("RuntimeError")
try:
    raise
except RuntimeError:
    print("at the top")
g = in_a_generator()
print(next(g), g.throw(ValueError("thrown")), next(g))
try:
    next(g)
except ValueError as e:
    print(e)
try:
    nested(3)
except OSError as e:
    print(e.args)
