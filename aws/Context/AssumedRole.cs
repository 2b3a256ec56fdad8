namespace Muster.Aws.Context;

/// <summary>A role that is assumed by STS, so that its rights end where its session's tags do.</summary>
/// <param name="Arn">The role.</param>
/// <param name="Session">The session's name, by which it stands in the records of AWS: 2 to 64 letters, digits, and <c>_+=,.@-</c>.</param>
public sealed record AssumedRole(string Arn, string Session)
{
    /// <summary>The external id that the role's trust asks for; null: none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The session's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
