# Jumps beyond the range of the short instructions: 256 bytes, and 2 KiB.
@micropython.native
def f_3(a, b, c):
    while a < b:
        a = b + c * 0
        a = b + c * 1
        a = b + c * 2
        if a:
            break
        if b:
            continue
        c = 1
    else:
        c = 1
    try:
        a()
    except ValueError as e:
        c = e
    finally:
        b = 2
    return c


@micropython.native
def f_9(a, b, c):
    while a < b:
        a = b + c * 0
        a = b + c * 1
        a = b + c * 2
        a = b + c * 3
        a = b + c * 4
        a = b + c * 5
        a = b + c * 6
        a = b + c * 7
        a = b + c * 8
        if a:
            break
        if b:
            continue
        c = 1
    else:
        c = 1
    try:
        a()
    except ValueError as e:
        c = e
    finally:
        b = 2
    return c


@micropython.native
def f_80(a, b, c):
    while a < b:
        a = b + c * 0
        a = b + c * 1
        a = b + c * 2
        a = b + c * 3
        a = b + c * 4
        a = b + c * 5
        a = b + c * 6
        a = b + c * 7
        a = b + c * 8
        a = b + c * 9
        a = b + c * 10
        a = b + c * 11
        a = b + c * 12
        a = b + c * 13
        a = b + c * 14
        a = b + c * 15
        a = b + c * 16
        a = b + c * 17
        a = b + c * 18
        a = b + c * 19
        a = b + c * 20
        a = b + c * 21
        a = b + c * 22
        a = b + c * 23
        a = b + c * 24
        a = b + c * 25
        a = b + c * 26
        a = b + c * 27
        a = b + c * 28
        a = b + c * 29
        a = b + c * 30
        a = b + c * 31
        a = b + c * 32
        a = b + c * 33
        a = b + c * 34
        a = b + c * 35
        a = b + c * 36
        a = b + c * 37
        a = b + c * 38
        a = b + c * 39
        a = b + c * 40
        a = b + c * 41
        a = b + c * 42
        a = b + c * 43
        a = b + c * 44
        a = b + c * 45
        a = b + c * 46
        a = b + c * 47
        a = b + c * 48
        a = b + c * 49
        a = b + c * 50
        a = b + c * 51
        a = b + c * 52
        a = b + c * 53
        a = b + c * 54
        a = b + c * 55
        a = b + c * 56
        a = b + c * 57
        a = b + c * 58
        a = b + c * 59
        a = b + c * 60
        a = b + c * 61
        a = b + c * 62
        a = b + c * 63
        a = b + c * 64
        a = b + c * 65
        a = b + c * 66
        a = b + c * 67
        a = b + c * 68
        a = b + c * 69
        a = b + c * 70
        a = b + c * 71
        a = b + c * 72
        a = b + c * 73
        a = b + c * 74
        a = b + c * 75
        a = b + c * 76
        a = b + c * 77
        a = b + c * 78
        a = b + c * 79
        if a:
            break
        if b:
            continue
        c = 1
    else:
        c = 1
    try:
        a()
    except ValueError as e:
        c = e
    finally:
        b = 2
    return c
