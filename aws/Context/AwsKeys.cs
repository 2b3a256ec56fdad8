using Amazon.Runtime;

namespace Muster.Aws.Context;

/// <summary>Keys that somebody gave by hand. No text of it shows the secret.</summary>
/// <param name="accessKey">The access key's id, which is no secret.</param>
/// <param name="secretKey">The secret.</param>
/// <param name="token">The session's token; null: they are of no session.</param>
public sealed class AwsKeys(string accessKey, string secretKey, string? token = null)
{
    private const char Between = ' '; // none of the three has white space

    /// <summary>The access key's id.</summary>
    public string AccessKey { get; } = accessKey;

    /// <summary>Reads what <see cref="Handed"/> wrote.</summary>
    /// <exception cref="AwsProblemException">It is something else.</exception>
    public static AwsKeys Parse(string text) => text.Split(Between) switch
    {
        [{ Length: > 0 } key, { Length: > 0 } secret] => new(key, secret),
        [{ Length: > 0 } key, { Length: > 0 } secret, { Length: > 0 } token] => new(key, secret, token),
        _ => throw new AwsProblemException("The AWS keys that were handed over cannot be read: they are an access key's id, its secret, and perhaps a session's token, with a space between."),
    };

    /// <summary>All of it, for another process of Muster alone.</summary>
    public string Handed() => string.Join(Between, (string[])[AccessKey, secretKey, .. token is null ? (string[])[] : [token]]);

    /// <summary>The id alone.</summary>
    public override string ToString() => AccessKey;

    internal ImmutableCredentials ToCredentials() => new(AccessKey, secretKey, token ?? "");
}

/// <summary>Credentials that are asked for anew with each call: who gave them may renew them.</summary>
internal sealed class GivenCredentials(Func<AwsKeys> ask) : AWSCredentials
{
    /// <inheritdoc />
    public override ImmutableCredentials GetCredentials() => ask().ToCredentials();
}
