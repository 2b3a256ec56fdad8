using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Muster.Aws.Context;

/// <summary>A store on AWS: <c>aws://REGION/NAME</c>, and how to reach it.</summary>
/// <param name="Region">The hub's region, such as <c>eu-central-1</c>.</param>
/// <param name="Deployment">The deployment's name: 1 to 32 lower-case letters, digits and hyphens.</param>
public sealed partial record AwsAddress(string Region, string Deployment)
{
    /// <summary>What such an address starts with.</summary>
    public const string Scheme = "aws://";

    /// <summary>The profile of the shared AWS configuration; null: what the environment says, as for the AWS CLI.</summary>
    public string? Profile { get; init; }

    /// <summary>Gives keys that somebody gave by hand, in place of a profile; null: none, the credentials are found.</summary>
    public Func<AwsKeys>? Keys { get; init; }

    /// <summary>Where DynamoDB, S3 and STS are instead of their own endpoints; null: what the environment says, as for the AWS CLI.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The role that is assumed for all calls; null: none, the credentials are used as they are found.</summary>
    public AssumedRole? Role { get; init; }

    /// <summary>The address, for people.</summary>
    public override string ToString() => $"{Scheme}{Region}/{Deployment}";

    /// <summary>Whether a text is meant as such an address.</summary>
    public static bool IsMeant(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out AwsAddress? address)
    {
        var match = Pattern().Match(text);
        address = match.Success ? new(match.Groups["region"].Value, match.Groups["name"].Value) : null;
        return match.Success;
    }

    // Regions: https://docs.aws.amazon.com/general/latest/gr/rande.html
    [GeneratedRegex(@"^aws://(?<region>[a-z]{2,}(-[a-z]+)+-[0-9]{1,2})/(?<name>[a-z0-9-]{1,32})/?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
