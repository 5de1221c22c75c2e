for text in (
    "0.1",
    ".5",
    "5.",
    " 1.5\n",
    "1e5",
    "1E+5",
    "1e-5",
    "9007199254740993",
    "9007199254740992.9999999999",
    "1.7976931348623157e308",
    "1.8e308",
    "-1.8e308",
    "2e-324",
    "1e400",
    "1e-400",
    "inf",
    "-Infinity",
    "nan",
    "0" * 50 + "1.5",
    "1" + "0" * 30,
    "0." + "0" * 30 + "1",
):
    print(float(text))
for text in ("", "a", "1 2", "1e", "1e+", "--1", "1.2.3", "infin", "0x10", "1e5.0", "+"):
    try:
        print(text, float(text))
    except ValueError:
        print(text, "ValueError")
print(float(), float(3), float(True), float(2.5), float(b"1.5"), int(3.9), int(-3.9), int(1e9), int(-0.5))
