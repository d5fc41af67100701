# Believes that the even share of a day, or the heaviest pot, is always enough.
n, days = map(int, input().split())
weights = list(map(int, input().split()))
print(max(max(weights), -(-sum(weights) // days)))
