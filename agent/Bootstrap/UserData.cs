using System.Globalization;
using System.Text.RegularExpressions;

namespace Muster.Agent.Bootstrap;

/// <summary>
/// The user data of a platform's instances: the text <c>bootstrap.sh</c> beside this file, filled in. It holds no secret. This file needs nothing else of the agent, so that
/// whoever deploys launch templates can compile it, too.
/// </summary>
public sealed partial record UserData
{
    /// <summary>Most bytes of an instance's user data. Source: Amazon EC2 user guide, "Run commands when you launch an EC2 instance", 2026-11.</summary>
    public const int MostBytes = 16 * 1024;

    private const string Resource = "Muster.Agent.Bootstrap.bootstrap.sh";

    /// <summary>The deployment's name.</summary>
    public required string Deployment { get; init; }

    /// <summary>The hub's region, where the store is.</summary>
    public required string HubRegion { get; init; }

    /// <summary>The bucket that has the agent, in the hub's region.</summary>
    public required string Bucket { get; init; }

    /// <summary>The agent's key in it.</summary>
    public required string AgentKey { get; init; }

    /// <summary>The agent's SHA-256: 64 hexadecimal digits in lower case.</summary>
    public required string AgentSha256 { get; init; }

    /// <summary>The ARN of the role in the hub's account that the agent assumes.</summary>
    public required string AgentRole { get; init; }

    /// <summary>The external id that the role's trust asks for; empty: none.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The longest life of an instance, whole seconds, 1 minute or more.</summary>
    public required TimeSpan LongestLife { get; init; }

    /// <summary>The text.</summary>
    /// <exception cref="ArgumentException">A value cannot stand in a shell's text as it is.</exception>
    public string Render()
    {
        if (!Digest().IsMatch(AgentSha256))
            throw new ArgumentException($"The agent's SHA-256 is '{AgentSha256}'; it has 64 hexadecimal digits in lower case.");
        if (LongestLife < TimeSpan.FromMinutes(1) || LongestLife.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentException($"An instance's longest life is {LongestLife}; it is 1 minute or more, in whole seconds.");
        var text = Template();
        foreach (var (name, value) in Values())
            text = text.Replace($"@{name}@", Plain(name, value), StringComparison.Ordinal);
        return text;
    }

    private IEnumerable<(string Name, string Value)> Values() =>
    [
        ("DEPLOYMENT", Deployment),
        ("STORE", $"aws://{HubRegion}/{Deployment}"),
        ("BUCKET_REGION", HubRegion),
        ("BUCKET", Bucket),
        ("KEY", AgentKey),
        ("SHA256", AgentSha256),
        ("AGENT_ROLE", AgentRole),
        ("EXTERNAL_ID", ExternalId),
        ("LONGEST_LIFE_SECONDS", ((long)LongestLife.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Plain(string name, string value) => Harmless().IsMatch(value)
        ? value
        : throw new ArgumentException($"The value '{value}' of {name} has other characters than letters, digits and _ + = , . @ : / -, and cannot stand in user data.");

    private static string Template()
    {
        using var stream = typeof(UserData).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is not in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // What names, ARNs, keys and external ids of AWS may hold, and no shell nor systemd takes for anything else.
    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}
