a + b - c * d / e // f % g @ h ** i
a << b >> c
a & b ^ c | d
-a + ~b - +c
a ** -b
-a ** b
a + b + c + d
a * (b + c)
(a, b) + (c, d)
not a == b
a | b | c
