using System.Text.Json;

namespace Muster.Testing.Platform.Patterns;

/// <summary>
/// An event pattern, as rules of EventBridge and filters of its pipes have them: a tree of names whose leaves are lists of
/// alternatives. Source: Amazon EventBridge user guide, "Creating event patterns" and "Comparison operators", 2026-11.
/// </summary>
/// <remarks>
/// All names of an object must match; of a leaf's alternatives one must. Where an event has an array, one element must match, and it is
/// the same element for all names below. Under <c>$or</c> one of the patterns must match, besides what stands beside it.
/// </remarks>
public sealed class EventPattern
{
    private const string Or = "$or";
    private readonly IReadOnlyList<(string Name, LeafTest Test)> leaves;
    private readonly IReadOnlyList<(string Name, EventPattern Pattern)> branches;
    private readonly IReadOnlyList<IReadOnlyList<EventPattern>> choices;

    private EventPattern(
        IReadOnlyList<(string, LeafTest)> leaves, IReadOnlyList<(string, EventPattern)> branches, IReadOnlyList<IReadOnlyList<EventPattern>> choices) =>
        (this.leaves, this.branches, this.choices) = (leaves, branches, choices);

    /// <summary>Reads a pattern strictly.</summary>
    /// <exception cref="PatternException">EventBridge would refuse it.</exception>
    public static EventPattern Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement.Clone(), "the pattern");
    }

    /// <summary>Whether an event matches.</summary>
    public bool Matches(string eventJson)
    {
        using var document = JsonDocument.Parse(eventJson);
        return Matches(document.RootElement);
    }

    /// <summary>Whether an event matches.</summary>
    public bool Matches(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object => leaves.All(leaf => leaf.Test.Matches(ValueOf(found, leaf.Name)))
            && branches.All(branch => branch.Pattern.MatchesBelow(found, branch.Name))
            && choices.All(choice => choice.Any(pattern => pattern.Matches(found))),
        JsonValueKind.Array => found.EnumerateArray().Any(Matches),
        _ => false,
    };

    // A branch that asks only for what must not exist matches where nothing is.
    private bool MatchesBelow(JsonElement found, string name) =>
        found.TryGetProperty(name, out var below) ? Matches(below) : AsksOnlyForAbsence;

    private bool AsksOnlyForAbsence =>
        choices.Count == 0 && leaves.All(leaf => leaf.Test.Matches(null)) && branches.All(branch => branch.Pattern.AsksOnlyForAbsence);

    private static JsonElement? ValueOf(JsonElement found, string name) => found.TryGetProperty(name, out var value) ? value : null;

    private static EventPattern Read(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new PatternException($"{where} must be an object; found: {json}.");
        if (!json.EnumerateObject().Any())
            throw new PatternException($"{where} is empty; at least one name is needed.");
        var ends = new List<(string, LeafTest)>();
        var ways = new List<(string, EventPattern)>();
        var ors = new List<IReadOnlyList<EventPattern>>();
        foreach (var member in json.EnumerateObject())
        {
            var place = $"{where}.{member.Name}";
            if (member.Name == Or)
                ors.Add(ReadChoice(member.Value, place));
            else if (member.Value.ValueKind == JsonValueKind.Array)
                ends.Add((member.Name, LeafTest.Read(member.Value, place)));
            else
                ways.Add((member.Name, Read(member.Value, place)));
        }

        return new(ends, ways, ors);
    }

    private static List<EventPattern> ReadChoice(JsonElement json, string where) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() >= 2
            ? [.. json.EnumerateArray().Select((pattern, index) => Read(pattern, $"{where}[{index}]"))]
            : throw new PatternException($"{where} must be a list of two patterns or more; found: {json}.");
}
