s = ""
for i in range(10):
    s += str(i) + ","
print(s, len(s))
s = s[:-1].split(",")
print(s, "".join(reversed(s)))
table = [("id", "name"), (1, "one"), (22, "twenty-two")]
widths = [max(len(str(row[c])) for row in table) for c in range(2)]
for row in table:
    print(" | ".join(("{:>%d}" % w).format(str(cell)) for cell, w in zip(row, widths)))
text = "the quick brown fox"
print(" ".join(w[0].upper() + w[1:] for w in text.split()), text[::1], text.replace(" ", "_"))
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in text))
print("\n".join("*" * n for n in range(1, 4)))
print(sorted(set(text.replace(" ", "")))[:5], "-" * 20, "=" * 0 + "|")
print("%s=%r;" * 2 % ("a", 1, "b", "c"), "{}".format("{}"), "%s" % "%s")
