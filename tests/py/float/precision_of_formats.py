# oracle: micropython     its digits end at 19, and its halves go up
for number in (0.0, -0.0, 0.5, 1.5, 2.5, 0.25, 0.125, 0.05, 1 / 3, 9.995, 99.995, 1e15 + 0.5, 123456.789, 1e-7, 5e-324, 1.7976931348623157e308, 1e22):
    print(number, "%.0f|%.1f|%.2f|%f" % (number, number, number, number))
    print("%e|%.0e|%.3e|%.17e" % (number, number, number, number))
    print("%g|%.0g|%.3g|%.17g|%G|%E" % (number, number, number, number, number, number))
    print("%.17f|%.20f|%.30f|%.30e" % (number, number, number, number))
    print("%+.3f|% .3f|%012.4f|%-12.2e|%12g|" % (number, number, number, number, number))
print("%f %e %g %F %E %G" % ((float("inf"),) * 6), "%f %G" % (float("nan"), float("-inf")), "%+f %06f" % (float("inf"), float("-inf")))
print("{:.3f} {:10.2e} {:<10g}| {:+.1f} {:%} {:.1%} {:n}".format(1.5, 12345.678, 0.1, 2.25, 0.5, 0.125, 3.5))
