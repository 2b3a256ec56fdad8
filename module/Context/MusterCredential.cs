using System.Management.Automation;
using System.Reflection;
using Muster.Aws.Context;

namespace Muster.PowerShell.Context;

/// <summary>Keys that were given by hand. Nothing of it shows the secret.</summary>
public sealed class MusterCredential
{
    private MusterCredential(Func<AwsKeys> keys) => (Keys, AccessKey) = (keys, keys().AccessKey);

    /// <summary>The access key's id.</summary>
    public string AccessKey { get; }

    /// <summary>The keys as they are now: credentials that expire are asked again.</summary>
    internal Func<AwsKeys> Keys { get; }

    /// <inheritdoc />
    public override string ToString() => AccessKey;

    /// <summary>
    /// Reads what was given as <c>-Credential</c>: a PSCredential, whose user name is the id of the access key; or an object of AWS Tools, which is of another load context, so that
    /// it is known by its members alone.
    /// </summary>
    /// <exception cref="CmdletException">It is neither.</exception>
    internal static MusterCredential Of(object given)
    {
        var value = given is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : given;
        return value switch
        {
            MusterCredential ours => ours,
            PSCredential typed => Fixed(new(typed.UserName, typed.GetNetworkCredential().Password)),
            _ when value.GetType().GetMethod("GetCredentials", Type.EmptyTypes) is { } ask => new(() => KeysOf(ask.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, null), value)),
            _ => Fixed(KeysOf(value, value)),
        };
    }

    private static MusterCredential Fixed(AwsKeys keys) => new(() => keys);

    private static AwsKeys KeysOf(object? holder, object given) =>
        Member(holder, "AccessKey", "AccessKeyId") is { Length: > 0 } key && Member(holder, "SecretKey", "SecretAccessKey") is { Length: > 0 } secret
            ? new(key, secret, Member(holder, "Token", "SessionToken") is { Length: > 0 } token ? token : null)
            : throw new CmdletException(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument,
                $"-Credential is of the type {given.GetType().Name}, which has no AWS keys. It is a PSCredential with the access key's id as user name and the secret as password, or credentials of AWS Tools, such as Get-AWSCredential gives.")
            { Cure = "-Credential (Get-Credential), or -Credential (Get-AWSCredential -ProfileName NAME)" });

    private static string? Member(object? holder, params string[] names) => holder switch
    {
        null => null,
        PSObject custom => names.Select(name => custom.Properties[name]?.Value as string).FirstOrDefault(text => text is not null),
        _ => names.Select(name => holder.GetType().GetProperty(name)?.GetValue(holder) as string).FirstOrDefault(text => text is not null),
    };
}
