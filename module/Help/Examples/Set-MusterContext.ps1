# Work with a store in a directory of this machine, in this session.
Set-MusterContext ./experiments

# Work with a deployment on AWS, by a profile.
Set-MusterContext -StoreName team -Region eu-central-1 -ProfileName dev

# Work with it by keys that are given by hand: the access key's id as user name, the secret as password.
$keys = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (ConvertTo-SecureString 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' -AsPlainText -Force))
Set-MusterContext -StoreName team -Region eu-central-1 -Credential $keys

# Work with the user's own store again.
Set-MusterContext
