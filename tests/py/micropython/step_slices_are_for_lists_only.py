# oracle: micropython
print([1, 2, 3, 4][::2])
for value in ("abcd", b"abcd", (1, 2, 3, 4)):
    print(value[::1], value[1:3:1])
    try:
        print(value[::2])
    except NotImplementedError:
        print("NotImplementedError")
