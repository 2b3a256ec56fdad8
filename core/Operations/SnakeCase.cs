using System.Text.Json;

namespace Muster.Operations;

/// <summary>Names of our states as JSON shows them.</summary>
public static class SnakeCase
{
    /// <summary><c>InProgress</c> is <c>in_progress</c>.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
