using System.Text.Json;

namespace Muster.Testing.Platform.Patterns;

/// <summary>A leaf of a pattern: alternatives, of which one must match the value, or one element of it where it is an array.</summary>
internal sealed class LeafTest
{
    private readonly IReadOnlyList<ValueTest> alternatives;

    private LeafTest(IReadOnlyList<ValueTest> alternatives) => this.alternatives = alternatives;

    public static LeafTest Read(JsonElement json, string where) =>
        json.GetArrayLength() > 0
            ? new([.. json.EnumerateArray().Select(alternative => ValueTest.Read(alternative, where))])
            : throw new PatternException($"{where} is an empty list; at least one alternative is needed.");

    /// <summary>Whether a value matches.</summary>
    /// <param name="found">The value; null: there is none.</param>
    public bool Matches(JsonElement? found) => found switch
    {
        null => alternatives.Any(test => test.MatchesAbsence),
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Any(element => IsLeaf(element) && MatchesOne(element)),
        // A name that leads further down is no leaf: tests of existence take it for absent, as EventBridge's do.
        { ValueKind: JsonValueKind.Object } => alternatives.Any(test => test.MatchesAbsence),
        { } value => MatchesOne(value),
    };

    private bool MatchesOne(JsonElement value) => alternatives.Any(test => test.Matches(value));

    private static bool IsLeaf(JsonElement element) => element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
