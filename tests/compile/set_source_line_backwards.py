for i in range(
    3):
    x
while (
    a
    and b):
    c
d = {
    a
    :
    b
}
