# oracle: micropython  it takes spaces between the parts
# complex(text): what reads as a number, and what does not.

good = [
    "1", "1j", "j", "J", "+j", "-j", "1+2j", "1-2j", "-1-2j", "+1+2j", "1+j", "1-j", " 1 + j", "  1 2j  ", "1e3+2e-3j",
    "1.5", ".5", "5.", ".5j", "1_0j", "inf", "nan", "-inf", "infj", "-infj", "nanj", "1+infj", "inf-nanj", "infinity",
    "infinityj", "1\t+2j\n", "1 +2j", "0", "-0", "-0j", "1e400", "1e400j", "-0-0j",
]  # fmt: skip
for text in good:
    try:
        print(repr(text), complex(text))
    except ValueError as error:
        print(repr(text), error)
bad = [
    "", " ", "+", "-", "1+", "1+2", "1 2", "1j1", "1j+1", "1jj", "jj", "1+1j+1j", "(1+2j)", "1i", "a", "1e", "1ej", "1e+j",
    "1+ 2j", "1 + 2j", "--1j", "1+-2j", "1..2j", "+ 1j", "infi", "1+2j x", "j2", "1+j2", "\x00", "1\x00",
]  # fmt: skip
for text in bad:
    try:
        print(repr(text), complex(text))
    except ValueError as error:
        print(repr(text), error)
