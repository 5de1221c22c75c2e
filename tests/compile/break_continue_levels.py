for a in b:
    for c in d:
        if e:
            break
        if f:
            continue
        try:
            break
        except E:
            continue
        finally:
            g()
    else:
        break
while a:
    while b:
        with c:
            break
        with d:
            with e:
                continue
    else:
        continue
