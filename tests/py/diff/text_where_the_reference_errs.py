# oracle: cpython
# A number is looked for among the bytes of a bytearray.
print(65 in bytearray(b"ABC"), 68 in bytearray(b"ABC"))
# What is stripped of everything is still a bytearray.
print(bytearray(b"").strip(), bytearray(b"  ").strip())
# Nothing is counted where the end is before the start.
print("abc".count("", 2, 1), "abc".count("a", 2, 1))
for mistake in (lambda: "a b c".rsplit(b" ", 1), lambda: bytearray(b"a") < 5):
    try:
        mistake()
    except TypeError:
        print("TypeError")
