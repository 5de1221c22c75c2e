# oracle: micropython
def attempt(make):
    try:
        make()
        print("no error")
    except MemoryError as err:
        print(type(err).__name__)


attempt(lambda: [0] * (1 << 29))
attempt(lambda: (None,) * ((1 << 29) - 5))
attempt(lambda: bytearray(1 << 29) + bytearray(1 << 29) + bytearray(1 << 29) + bytearray(1 << 29))
print(len([0] * 1000), "went on")
