print(int("12"), int("-12"), int("+12"), int(" 42\n"))
print(int("ff", 16), int("FF", 16), int("0xff", 16), int("-0x10", 16))
print(int("777", 8), int("0o17", 8), int("1011", 2), int("0b11", 2))
print(int("z", 36), int("10", 3), int("0x1F", 0), int("0b101", 0), int("99", 0))
print(int(), int(True), int(False), int(b"17"))
for text in ("", " ", "12a", "0x10", "--1", "1 2", "8 ", "g"):
    try:
        print(repr(text), int(text))
    except ValueError:
        print(repr(text), "ValueError")
try:
    int("9", 8)
except ValueError:
    print("no digit of the base")
try:
    int([])
except TypeError:
    print("not from a list")
