x
for 1 in (
  a):
    y = (b.c **
   d)
