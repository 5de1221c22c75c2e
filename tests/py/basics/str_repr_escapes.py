print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\tnl\ncr\rnul\0"))
print(repr("back\\slash"), repr("\x01\x1f\x7f"), repr(""))
print("\x41\101\u0042\t|\v|\f|".replace("\v", "V").replace("\f", "F"), len("\a\b"))
print(r"raw \n \t", len(r"\n"), "line \
continued")
print("""triple
"quoted" text""")
print(["a'b", 'c"d', "\n"], ("x",), {"k\t": "v\\"})
