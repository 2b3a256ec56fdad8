# Work with a store in a directory of this machine.
Set-MusterContext -Store ./store

# Work with a deployment on AWS.
# requires: aws
Set-MusterContext -StoreName team -Region eu-west-1 -ProfileName work

# Go back to your own store.
Set-MusterContext
