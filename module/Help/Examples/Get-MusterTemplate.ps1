# The templates that there are.
Get-MusterTemplate

# What values a template needs, and what it has for the others.
(Get-MusterTemplate etl).Variables

# Make a template of your own of a built-in one.
(Get-MusterTemplate etl).Text | Set-Content my-etl.json
