for n in (0, 1, 10, 255, -255, 1073741823, -1073741824):
    print(hex(n), oct(n), bin(n), str(n), repr(n))
    print("%d %x %X %o" % (n, n, n, n))
    print("{:d} {:x} {:X} {:o} {:b} {:#x} {:#o} {:#b}".format(n, n, n, n, n, n, n, n))
