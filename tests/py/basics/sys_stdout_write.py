import sys

sys.stdout.write("written\n")
n = sys.stdout.write("five!")
sys.stdout.write("\n")
print(n)
print("to stdout", file=sys.stdout)
