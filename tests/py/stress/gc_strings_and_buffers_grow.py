s = ""
for n in range(300):
    s += chr(65 + n % 26)
    if n % 50 == 0:
        print(len(s), s[-1])
b = bytearray()
for n in range(500):
    b.append(n & 0xFF)
    if n % 100 == 0:
        b += bytes([1, 2, 3])
print(len(b), sum(b), b[498], b[-1])
l = []
for n in range(400):
    l.append(str(n))
    if n % 3 == 0:
        l.insert(n // 2, [n])
print(len(l), l[100], l[-1])
while len(l) > 20:
    del l[5:12]
print(l[:6])
d = {}
for n in range(200):
    d[str(n)] = d.get(str(n - 1), "") + "."
print(len(d["199"]), sum(len(v) for v in d.values()))
parts = []
for n in range(100):
    parts.append("%d:%s" % (n, parts[-1][:5] if parts else "start"))
text = ";".join(parts)
print(len(text), text[:40], text.count(":"), len(text.split(";")), text.replace("9", "nine")[-30:])
st = set()
for n in range(300):
    st.add(str(n * n % 97) + "s")
    if n % 4 == 3:
        st.discard(str(n % 97) + "s")
print(len(st), sorted(st)[:5])
t = ()
for n in range(60):
    t = t + (n, str(n))
print(len(t), t[-2:], t.index("30"))
