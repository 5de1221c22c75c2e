class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError("ragged")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def size(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, key):
        row, column = key
        return self.rows[row][column]

    def __setitem__(self, key, value):
        row, column = key
        self.rows[row][column] = value

    def __eq__(self, other):
        return self.rows == other.rows

    def __add__(self, other):
        return Matrix([a + b for a, b in zip(x, y)] for x, y in zip(self.rows, other.rows))

    def __neg__(self):
        return Matrix([-a for a in row] for row in self.rows)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, k):
        return Matrix([a * k for a in row] for row in self.rows)

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.size[1] != other.size[0]:
            raise ValueError("%s @ %s" % (self.size, other.size))
        columns = list(zip(*other.rows))
        return Matrix([sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows)

    def __pow__(self, n):
        result = Matrix.identity(self.size[0])
        base = self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base if n > 1 else base
            n >>= 1
        return result

    def transposed(self):
        return Matrix(zip(*self.rows))

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        total = 0
        for i, head in enumerate(self.rows[0]):
            minor = Matrix([row[:i] + row[i + 1 :] for row in self.rows[1:]])
            total += (-1) ** i * head * minor.determinant()
        return total

    def __iter__(self):
        for row in self.rows:
            for value in row:
                yield value

    def __str__(self):
        width = max(len(str(v)) for v in self)
        return "\n".join(" ".join(("%" + str(width) + "d") % v for v in row) for row in self.rows)


a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [-1, 5]])
print(a + b)
print(a - b)
print(a @ b, a @ b == b @ a, sep="\n")
print(2 * a == a + a, a.transposed()[0, 1], (a @ Matrix.identity(2)) == a)
print(Matrix([[1, 1], [1, 0]]) ** 30)
print(Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).determinant(), Matrix([range(4)] * 4).determinant())
a[0, 1] = 100
print(a, sum(a), max(a))
for bad in (lambda: a @ Matrix([[1, 2, 3]]), lambda: Matrix([[1], [2, 3]])):
    try:
        bad()
    except ValueError as err:
        print(err)
big = Matrix([(i * 3 + j * 5) % 7 for j in range(8)] for i in range(8))
print(big @ big @ big.transposed())
