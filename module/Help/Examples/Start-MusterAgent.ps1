# Serve the store with one core of this machine.
Start-MusterAgent -Slots 1

# Serve it until nothing is left to do, and at most for eight hours.
Start-MusterAgent -Slots 1 -Once -Deadline 8h
