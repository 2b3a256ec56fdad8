using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Muster.Aws.Context;

/// <summary>Credentials of an assumed role, asked for anew some minutes before they expire.</summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    /// <summary>How long before their end new ones are asked for.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly AWSCredentials own;
    private readonly AssumedRole role;
    private readonly Func<AmazonSecurityTokenServiceConfig, AmazonSecurityTokenServiceConfig> configure;

    /// <summary>Credentials that are asked for when they are first used.</summary>
    /// <param name="own">The credentials that may assume the role.</param>
    /// <param name="role">The role.</param>
    /// <param name="configure">Says where STS is.</param>
    public RoleCredentials(AWSCredentials own, AssumedRole role, Func<AmazonSecurityTokenServiceConfig, AmazonSecurityTokenServiceConfig> configure)
    {
        (this.own, this.role, this.configure) = (own, role, configure);
        PreemptExpiryTime = Early;
    }

    /// <inheritdoc />
    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = new AmazonSecurityTokenServiceClient(own, configure(new() { MaxErrorRetry = 4 }));
        try
        {
            var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = role.Arn,
                RoleSessionName = role.Session,
                ExternalId = role.ExternalId,
                Tags = [.. role.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            });
            var given = answer.Credentials;
            return new(new(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), given.Expiration ?? throw new AwsProblemException($"STS gave credentials of the role {role.Arn} without their end (AssumeRole)."));
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new AwsProblemException(
                $"The role {role.Arn} cannot be assumed as {role.Session} (AssumeRole): {error.Message.TrimEnd('.')}. Its trust must allow sts:AssumeRole and sts:TagSession to this machine's role{(role.ExternalId is null ? "" : ", with the external id that was given")}.", error);
        }
    }
}
