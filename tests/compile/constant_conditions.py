if 0:
    a
if 1:
    b
else:
    c
if False: a
elif b: c
elif True: d
else: e
if None: a
elif 0: b
else: c
if "": a
if "x": b
if (): a
if (1,): b
if 0.0: a
if 1.5: b
if ...: c
if b"": d
while 0: a
while 0:
    a
else:
    b
while 1:
    a
    break
while True:
    if b: break
else:
    c
if not 0: a
if a and 0: b
if 1 or a: c
if __debug__: d
if not __debug__: e
while not False: break
if a or 1: f
