print((258).to_bytes(2, "little"), (258).to_bytes(4, "big"), (0).to_bytes(1, "big"), (255).to_bytes(1, "little"))
print(int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"", "little"))
print(int.from_bytes(b"\xff\xff\xff\x3f", "little"), int.from_bytes(bytearray([0, 0, 1, 0]), "big"), int.from_bytes(bytes(3), "big"))
for n in (1, 1000, 65535, 1073741823):
    print(int.from_bytes(n.to_bytes(4, "big"), "big") == n, int.from_bytes(n.to_bytes(4, "little"), "little") == n)
