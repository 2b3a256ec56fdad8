using System.Text.Json;
using Muster.Graphs;
using Muster.Placement;
using Muster.Retries;

namespace Muster.Sweeps;

/// <summary>The words that sweep files and canonical JSON have for the values of enums.</summary>
public static class Words
{
    /// <summary>Words for <see cref="Priority"/>.</summary>
    public static Words<Priority> Priority { get; } =
        new(("urgent", Sweeps.Priority.Urgent), ("normal", Sweeps.Priority.Normal), ("low", Sweeps.Priority.Low));

    /// <summary>Words for <see cref="OnComplete"/>.</summary>
    public static Words<OnComplete> OnComplete { get; } = new(
        ("none", Sweeps.OnComplete.None), ("exit", Sweeps.OnComplete.Exit), ("stop", Sweeps.OnComplete.Stop),
        ("terminate", Sweeps.OnComplete.Terminate), ("hibernate", Sweeps.OnComplete.Hibernate));

    /// <summary>Words for <see cref="Graphs.OnFailure"/>.</summary>
    public static Words<OnFailure> OnFailure { get; } = new(("stop", Graphs.OnFailure.Stop), ("continue", Graphs.OnFailure.Continue));

    /// <summary>Words for <see cref="Placement.RegionDistribution"/>.</summary>
    public static Words<RegionDistribution> RegionDistribution { get; } = new(
        ("fair-share", Placement.RegionDistribution.FairShare), ("balanced", Placement.RegionDistribution.Balanced), ("opportunistic", Placement.RegionDistribution.Opportunistic));

    /// <summary>Words for <see cref="BackoffKind"/>.</summary>
    public static Words<BackoffKind> Backoff { get; } = new(
        ("fixed", BackoffKind.Fixed), ("exponential", BackoffKind.Exponential), ("exponential-jitter", BackoffKind.ExponentialJitter));
}

/// <summary>Words for the values of one enum, both ways.</summary>
public sealed class Words<T>
    where T : struct, Enum
{
    private readonly (string Word, T Value)[] _pairs;

    internal Words(params (string Word, T Value)[] pairs) => _pairs = pairs;

    /// <summary>All words, in order.</summary>
    public IReadOnlyList<string> All => [.. _pairs.Select(p => p.Word)];

    /// <summary>The value of a word; false when the word has none.</summary>
    public bool TryParse(string word, out T value)
    {
        var at = Array.FindIndex(_pairs, p => p.Word == word);
        value = at < 0 ? default : _pairs[at].Value;
        return at >= 0;
    }

    /// <summary>The value of a word in canonical JSON.</summary>
    /// <exception cref="JsonException">The word has no value.</exception>
    internal T Read(JsonElement json) =>
        TryParse(json.GetString()!, out var value) ? value : throw new JsonException($"It has the unknown value {json.GetRawText()}.");

    /// <summary>The word of a value.</summary>
    public string Of(T value) => Array.Find(_pairs, p => EqualityComparer<T>.Default.Equals(p.Value, value)).Word
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} {value} has no word.");
}
