import sys
while True:
    sys.stdout.write("7" * 1000)
