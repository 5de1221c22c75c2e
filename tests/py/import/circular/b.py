print("b starts")
import a

value = "b sees " + a.value
try:
    a.call
except AttributeError:
    print("a is not complete yet")


def of_a():
    return a.value


def call():
    return a.call()
