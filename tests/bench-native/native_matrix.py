# Lists of lists, three loops.


def multiply(a, b, n):
    result = []
    for i in range(n):
        row = []
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            row.append(total)
        result.append(row)
    return result


n = 10
a = [[i * n + j for j in range(n)] for i in range(n)]
b = [[i - j for j in range(n)] for i in range(n)]
print(multiply(a, b, n)[3])
