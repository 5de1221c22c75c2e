class Left:
    def __eq__(self, other):
        print("left eq")
        return NotImplemented


class Right:
    def __eq__(self, other):
        print("right eq")
        return "answer"


class Unequal:
    def __ne__(self, other):
        return "ne"

    def __eq__(self, other):
        return True


print(Left() == Right(), Left() == 1, 1 == Left(), Right() == 1, 1 == Right())
print(Left() != Left(), Unequal() != 1, 1 != Unequal(), Unequal() == 1, not (Unequal() == 1))
left = Left()
print(left == left, [left] == [Right()], (1, Right()) == (1, 2), {1: Right()} == {1: 2}, 2 in [Right()], [Right()].index(3))
print(1 == 1.0 if False else 1 == True, "a" == 1, None == 0, () == [], [] == None, {} == set(), "" == b"", 0 == "")
