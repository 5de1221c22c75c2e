log = []


def trace(f):
    def wrapper(*args, **kwargs):
        log.append((f.__name__, args))
        return f(*args, **kwargs)

    return wrapper


def repeat(times):
    def decorate(f):
        def wrapper(x):
            for _ in range(times):
                x = f(x)
            return x

        return wrapper

    return decorate


@trace
def add(a, b=1):
    return a + b


@repeat(3)
@trace
def double(x):
    return 2 * x


print(add(1), add(1, b=5), double(1), len(log), log[-1])


def register(cls):
    cls.registered = True
    return cls


@register
class C:
    @trace
    def method(self):
        return "method"

    @staticmethod
    @repeat(2)
    def s(x):
        return x + 1


print(C.registered, C().method(), C.s(0))
