# Text of long ints, and long ints from text.
numbers = [1 << 30, -(1 << 30) - 1, 1 << 31, 1 << 32, (1 << 32) - 1, -(1 << 63), 1 << 64, 10**9, 10**18, 10**27, 10**36,
           -(10**45) + 1, 123456789 * 10**60 + 5, int("9" * 200), 7**150]
for number in numbers:
    print(number, str(number), repr(-number), [number])
    print(hex(number), oct(number), bin(number))
    print("%d|%i|%x|%X|%o|%s|%r" % (number, number, number, number, number, number, number))
    print("%60d|%-60d|%060d|%+d|% d|%#x|%#o" % (number, number, number, number, number, number, number))
    print("{}|{:d}|{:x}|{:X}|{:o}|{:b}|{:,}|{:_}|{:_x}".format(*[number] * 9))
    print("{:60}|{:<60}|{:^60}|{:>60}|{:=+60}|{:060}|{:*^+60}|{:#x}|{:#b}|{: }".format(*[number] * 10))
    for base, text in ((10, str(number)), (16, hex(number)), (8, oct(number)), (2, bin(number))):
        print(int(text, base) == number, int(text, 0) == number, int(" " + text + "\n", base) == number)
print(int("z" * 30, 36), int("-" + "1" * 100, 2), int("+777777777777", 8), int("1" * 30, 3), int(b"123456789012345"))
print(int("0000000000000000000000000000000012"), int("-00000000000000000000000000000000"), int("00000000002147483648"))
for text in ("99999999999999999999x", "0x99999999999999999999", "9999999999 9999999999", "--99999999999999999999", "-"):
    try:
        print(int(text))
    except ValueError:
        print("ValueError")
print(f"{1 << 64} {1 << 64:x} {-(1 << 64):,}")
print(1 << 64, -(1 << 64), sep=":", end="!\n")
