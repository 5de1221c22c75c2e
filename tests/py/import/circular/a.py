print("a starts")
value = "a"
import b

print("a ends")


def call():
    return b.value + b.of_a()
