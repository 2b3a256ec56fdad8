# Check this machine and the store.
Test-MusterHealth

# Only what is wrong, with what to do.
Test-MusterHealth | Where-Object Status -In Warn, Fail | Select-Object Check, Message, Fix
