# Write and check the templates, without asking AWS anything.
# requires: aws
Update-MusterPlatform -App ~/muster -SynthOnly

# What would be deployed.
# requires: aws
Update-MusterPlatform -App ~/muster -ProfileName admin -WhatIf

# Deploy, and work with the platform from now on.
# requires: aws
Update-MusterPlatform -App ~/muster -ProfileName admin | ForEach-Object { Set-MusterContext $_.Store }
