using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Muster.Aws.Context;

/// <summary>
/// Credentials that were given, else as the AWS CLI finds them: a profile that was named (static keys, SSO, roles, a process), else the
/// environment, <c>AWS_PROFILE</c> or the profile <c>default</c>, a container's, an instance's role.
/// </summary>
internal static class AwsCredentials
{
    /// <summary>Finds credentials; those that expire renew themselves.</summary>
    /// <exception cref="AwsProblemException">There is no such profile, or there are none.</exception>
    public static AWSCredentials Find(AwsAddress address) =>
        address.Keys is { } keys ? new GivenCredentials(keys) : address.Profile is { } profile ? OfProfile(profile, address) : Usual(address);

    private static AWSCredentials OfProfile(string profile, AwsAddress address)
    {
        var chain = new CredentialProfileStoreChain();
        if (!chain.TryGetProfile(profile, out _))
        {
            var known = chain.ListProfiles().Select(one => one.Name).Order(StringComparer.Ordinal).ToList();
            throw new AwsProblemException(
                $"There is no AWS profile '{profile}', which --profile names for the store {address}. {(known.Count == 0 ? "No profiles are configured" : $"Profiles: {string.Join(", ", known)}")}. Correct the name, or configure it: aws configure --profile {profile}");
        }

        return chain.TryGetAWSCredentials(profile, out var credentials)
            ? credentials
            : throw new AwsProblemException($"The AWS profile '{profile}' holds no credentials that can be used for the store {address}. Complete it: aws configure --profile {profile}");
    }

    private static AWSCredentials Usual(AwsAddress address)
    {
        // The chain begins with the environment, too, but only after it has made ready to look everywhere else.
        if (IsSet("AWS_ACCESS_KEY_ID") && IsSet("AWS_SECRET_ACCESS_KEY"))
            return new EnvironmentVariablesAWSCredentials();
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or InvalidOperationException)
        {
            throw new AwsProblemException(
                $"No AWS credentials were found for the store {address}. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.", error);
        }
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
