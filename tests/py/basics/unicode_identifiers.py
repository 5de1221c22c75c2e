größe = 5
Ω = [größe]


def naïve(é=1):
    return é + größe


class Ж:
    поле = "field"


print(größe, Ω, naïve(), naïve(é=2), Ж.поле, Ж().поле)
print([α * 2 for α in range(3)], (lambda π: π)(3), {"ключ": 1}["ключ"])
