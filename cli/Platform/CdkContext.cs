using System.Text.Json;
using System.Text.RegularExpressions;
using Muster.Units;

namespace Muster.Cli.Platform;

/// <summary>What a deployment's <c>cdk.json</c> must say before the CDK is asked: it would say the same later, and less plainly.</summary>
internal static partial class CdkContext
{
    /// <summary>The key of the longest life of an instance.</summary>
    public const string LongestLife = "muster.longestLife";

    private static readonly TimeSpan s_leastLife = TimeSpan.FromMinutes(1);

    /// <summary>Finds what is wrong.</summary>
    /// <param name="file">The file's path, for people.</param>
    /// <param name="content">What is in it.</param>
    /// <returns>A sentence; null: nothing.</returns>
    public static string? FindProblem(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            if (!json.RootElement.TryGetProperty("context", out var context) || !context.TryGetProperty("muster.hub", out var hub))
                return $"{file} has no \"context\" with \"muster.hub\": the account and region of the hub, and the deployment's name.";
            if (PlaceProblem(hub) is { } problem)
                return $"{file}: \"muster.hub\" {problem}.";
            if (Text(hub, "deployment") is var name && (name is null || !Name().IsMatch(name)))
                return $"{file}: \"muster.hub\" has the deployment '{name}'; it is the platform's name, 1 to 32 lower-case letters, digits and hyphens, as in aws://REGION/NAME.";
            if (context.TryGetProperty(LongestLife, out var life) && LifeProblem(life) is { } wrongLife)
                return $"{file}: {wrongLife}";
            if (!context.TryGetProperty("muster.spokes", out var spokes) || spokes.ValueKind != JsonValueKind.Array || spokes.GetArrayLength() == 0)
                return $"{file} has no \"muster.spokes\": a list of the accounts and regions where instances are launched, the hub's own among them if it is one.";
            return spokes.EnumerateArray().Select((spoke, i) => PlaceProblem(spoke) is { } wrong ? $"{file}: \"muster.spokes\"[{i}] {wrong}." : null).FirstOrDefault(found => found is not null);
        }
        catch (JsonException error)
        {
            return $"{file} is no JSON: {error.Message}";
        }
    }

    // Whole seconds: it stands in a timer of the machine.
    private static string? LifeProblem(JsonElement life) =>
        life.ValueKind == JsonValueKind.String && Duration.TryParse(life.GetString(), out var time) && time >= s_leastLife && time.Ticks % TimeSpan.TicksPerSecond == 0
            ? null
            : $"\"{LongestLife}\" is {life.GetRawText()}; the longest life of an instance is {Duration.Allowed}, in quotes, of whole seconds and at least {Duration.Format(s_leastLife)}.";

    private static string? PlaceProblem(JsonElement place) =>
        place.ValueKind != JsonValueKind.Object ? "is no object with \"account\" and \"region\""
        : Text(place, "account") is var account && (account is null || !Account().IsMatch(account)) ? $"has the account '{account}'; an account has 12 digits, in quotes"
        : Text(place, "region") is var region && (region is null || !Region().IsMatch(region)) ? $"has the region '{region}'; a region is such as eu-central-1"
        : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account();

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    // Regions: https://docs.aws.amazon.com/general/latest/gr/rande.html
    [GeneratedRegex(@"^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();
}
