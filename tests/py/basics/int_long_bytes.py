# `int.to_bytes` and `int.from_bytes` beyond a machine word.
for text in (b"", b"\x00" * 12, b"\xff" * 4, b"\x80\x00\x00\x00", b"\x40\x00\x00\x00", b"\x3f\xff\xff\xff", bytes(range(1, 30)),
             b"\x00\x00\x00\x00\x01\x02\x03\x04\x05"):
    big, little = int.from_bytes(text, "big"), int.from_bytes(text, "little")
    print(big, little)
    print(big.to_bytes(len(text) + 1, "big"), little.to_bytes(len(text) + 1, "little"))
    print(big.to_bytes(len(text), "big") == text, little.to_bytes(len(text), "little") == text)
print((1 << 64).to_bytes(9, "big"), (1 << 64).to_bytes(20, "little"), int.from_bytes(bytearray(b"\x01" * 10), "big"))
for number, length in ((1 << 64, 8), (1 << 32, 4), (1 << 40, 0), (1 << 31, 3)):
    try:
        print(number.to_bytes(length, "big"))
    except OverflowError:
        print("OverflowError")
