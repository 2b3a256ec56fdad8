using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Muster.Specs.Schema;

/// <summary>JSON Schemas of single values.</summary>
internal static class ValueSchema
{
    /// <summary>What stands before a pattern of numbers with units that excludes zero.</summary>
    public const string NotZero = "(?=.*[1-9])";

    /// <summary>Text in which a pattern is found.</summary>
    public static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    /// <summary>One of some words.</summary>
    public static JsonObject OneOf(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words]) };

    /// <summary>A pattern of ours as ECMA-262 has it, where <c>$</c> is the very end.</summary>
    public static string PatternOf(Regex pattern) => pattern.ToString().Replace(@"\z", "$", StringComparison.Ordinal);
}
