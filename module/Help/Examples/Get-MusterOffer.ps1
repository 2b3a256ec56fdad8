# What this machine offers, or a platform's accounts and regions.
Get-MusterOffer

# The five cheapest machines with 2 vCPUs and 4 GiB.
Get-MusterOffer -Vcpu 2 -Memory 4GB -First 5

# Spot prices of machines with a GPU, of a deployment on AWS.
# requires: aws
Get-MusterOffer -StoreName team -Region eu-west-1 -Gpu 1 -Spot -MaxPrice 0.50
