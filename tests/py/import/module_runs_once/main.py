print("main starts")
import noisy
import noisy as again
from noisy import value, bump

print(noisy is again, value, noisy.value)
bump()
print(value, noisy.value, again.value)
noisy.value = 100
print(bump(), noisy.__name__)


def late():
    import noisy
    from noisy import value as now

    return now, noisy.value


print(late())
try:
    noisy.missing
except AttributeError:
    print("AttributeError")
noisy.added = "from outside"
import noisy

print(noisy.added)
