using System.Diagnostics.CodeAnalysis;

namespace Muster.Aws.Context;

/// <summary>A store on AWS: <c>aws://REGION/NAME</c>, and how to reach it.</summary>
/// <param name="Region">The hub's region, such as <c>eu-central-1</c>.</param>
/// <param name="Deployment">The deployment's name: 1 to 32 lower-case letters, digits and hyphens.</param>
public sealed record AwsAddress(string Region, string Deployment)
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
        address = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        var parts = text[Scheme.Length..].Split('/');
        if (parts is not ([_, _] or [_, _, ""]) || !IsRegion(parts[0]) || !IsName(parts[1]))
            return false;
        address = new(parts[0], parts[1]);
        return true;
    }

    // Words with a number at the end: https://docs.aws.amazon.com/general/latest/gr/rande.html
    private static bool IsRegion(string text) =>
        text.Split('-') is [{ Length: >= 2 } continent, _, .., { Length: 1 or 2 } number] words
        && IsWord(continent) && words[1..^1].All(IsWord) && number.All(char.IsAsciiDigit);

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsAsciiLetterLower);

    private static bool IsName(string text) => text.Length is >= 1 and <= 32 && text.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
