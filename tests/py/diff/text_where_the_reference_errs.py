# oracle: cpython
# A number is looked for among the bytes of a bytearray.
print(65 in bytearray(b"ABC"), 68 in bytearray(b"ABC"))
# What is stripped of everything is still a bytearray.
print(bytearray(b"").strip(), bytearray(b"  ").strip())
# Nothing is counted where the end is before the start.
print("abc".count("", 2, 1), "abc".count("a", 2, 1))
# An instance of a class that derives from str is text wherever a str is.
class Name(str):
    pass


name = Name("hello")
print("w " + name, name in "hello world", "{}|{:>8}".format(name, name), "hello world".startswith(name), ord(Name("a")))
# Between characters there is a place for a replacement, inside of one there is none.
print("éé☃".replace("", "-"), "éé☃".replace("", "-", 2), "éé".encode().replace(b"", b"-"))
# A bytearray separates, and its parts are bytearrays, the empty ones too.
print(b"a-b-c".split(bytearray(b"-")), bytearray(b"a-b").split(bytearray(b"-")), b"a-b-c".rsplit(bytearray(b"-"), 1))
print(bytearray(b"a-b").partition(b"x"), bytearray(b"a-b").rpartition(b"x"), bytearray(b"").rpartition(b"-"))
# A width may be negative.
print("a".center(-5), b"a".center(-1), "".center(-1) == "", bytearray(b"a").center(-1000))
print(memoryview(b"ab").itemsize, memoryview(bytearray(3)).itemsize)
for mistake in (lambda: "a b c".rsplit(b" ", 1), lambda: bytearray(b"a") < 5, lambda: b"".hex(5), lambda: b"".hex(None)):
    try:
        mistake()
    except TypeError:
        print("TypeError")
