import sys
limit = = 1
def read(path, mode='r':
    with open(path, mode) as file
        return file.read()

class Reader:
    def __init__(self, path):
        self.path = path
        self.lines = [1, 2 3]
        self.at = 0

    def next(self):
        try:
            return self.lines[self.at
        except IndexError e:
            return None
        finally:
            self.at += 1

    @staticmethod
    def parse(line, *)
        if line == 'a'
            return 1
        elif line = 'b':
            return 2
        else:
            return '''
three'''

for line in Reader('x') print(line)
print(limit)
