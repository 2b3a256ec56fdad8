using System.Text;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Ec2;

/// <summary>Pages of EC2's listings: by <c>MaxResults</c>, and a token that says nothing to anybody else.</summary>
internal static class Pages
{
    public static IReadOnlyList<T> Cut<T>(IReadOnlyList<T> all, JsonObject parameters, int fewest, int most, out string? next)
    {
        var size = (int?)parameters["MaxResults"] ?? most;
        if (size < fewest || size > most)
            throw Ec2Errors.Of("InvalidParameterValue", $"Value ({size}) for parameter maxResults is invalid. Expecting a value between {fewest} and {most}.");
        var from = (string?)parameters["NextToken"] is { } token ? From(token) : 0;
        next = from + size < all.Count ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"from {from + size}")) : null;
        return [.. all.Skip(from).Take(size)];
    }

    public static JsonObject With(JsonObject answer, string? next)
    {
        if (next is not null)
            answer["NextToken"] = next;
        return answer;
    }

    private static int From(string token)
    {
        try
        {
            return int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token))["from ".Length..]);
        }
        catch (FormatException)
        {
            throw Ec2Errors.Of("InvalidParameterValue", $"Invalid value '{token}' for nextToken.");
        }
    }
}
