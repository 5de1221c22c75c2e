for value in (1, "s", b"b", None, [], (), {}, set(), True, len, ValueError(), int, ..., range(2), bytearray()):
    print([t.__name__ for t in (str, bytes, list, tuple, dict, set, bool, type, range, bytearray, Exception) if isinstance(value, t)])
print(isinstance(1, (str, int)), isinstance(1, (list, str, int)), isinstance(1, ()), isinstance(1, object))
print(issubclass(bool, object), issubclass(list, (int, list)), issubclass(int, int), isinstance(int, type), isinstance(None, object))
for bad in (lambda: isinstance(1, 1), lambda: issubclass(1, int)):
    try:
        bad()
    except TypeError:
        print("TypeError")
