print(ord("A"), ord("é"), ord("☃"), ord(b"a"), chr(65), chr(233), chr(9731), chr(0) == "\0")
print(hex(0), hex(255), hex(-1), oct(8), oct(-8), bin(5), bin(-5), bin(0))
print([chr(c) for c in range(97, 102)], "".join(chr(ord(c) + 1) for c in "HAL"))
for bad in (lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr(-1), lambda: chr("a"), lambda: hex("a")):
    try:
        print(bad())
    except (TypeError, ValueError):
        print("refused")
