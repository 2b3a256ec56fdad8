using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Muster.Units;

namespace Muster.Sweeps;

/// <summary>
/// The values of an axis from one number on in equal steps, computed and never written out: a hundred million take no more room than two.
/// All have as many digits after the point as the first and the step have at most, as <c>seq</c> has it.
/// </summary>
public sealed class ValueRange : IReadOnlyList<ParameterValue>
{
    private readonly ExactNumber _first;
    private readonly ExactNumber _step;

    /// <summary>A range.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="step">What is between two; not zero when there are two.</param>
    /// <param name="count">How many, 1 or more.</param>
    public ValueRange(ExactNumber first, ExactNumber step, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var scale = Math.Max(first.Scale, step.Scale);
        (_first, _step, Count) = (first.To(scale), step.To(scale), count);
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <summary>The first number.</summary>
    public string First => _first.ToString();

    /// <summary>What is between two.</summary>
    public string Step => _step.ToString();

    /// <inheritdoc />
    public ParameterValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new(new ExactNumber(_first.Units + (_step.Units * index), _first.Scale).ToString());
        }
    }

    /// <summary>The range from a number towards another, which it need not meet; or what is wrong, as the end of a sentence.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number, or what the last one does not go beyond.</param>
    /// <param name="step">What is between two, of either sign when it leads down; null: one.</param>
    /// <param name="range">The range; null when something is wrong.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static bool TryBetween(
        ExactNumber first, ExactNumber last, ExactNumber? step, [NotNullWhen(true)] out ValueRange? range, [NotNullWhen(false)] out string? problem)
    {
        (range, problem) = (null, null);
        var by = step ?? new(BigInteger.One, 0);
        var scale = Math.Max(Math.Max(first.Scale, last.Scale), by.Scale);
        var way = last.To(scale).Units - first.To(scale).Units;
        if (step is null && first.Scale + last.Scale > 0)
            problem = $"needs a step, such as {first}..{last}..0.1";
        else if (by.Units.IsZero)
            problem = "has the step 0; it is more, or less";
        else if (way.Sign > 0 && by.Units.Sign < 0)
            problem = $"leads up from {first} to {last}, but its step {by} leads down";
        if (problem is not null) return false;
        var count = (BigInteger.Abs(way) / BigInteger.Abs(by.To(scale).Units)) + 1;
        if (count > int.MaxValue) problem = $"has {count} values; at most {int.MaxValue} can be counted";
        else range = new(first, way.Sign < 0 ? by with { Units = -BigInteger.Abs(by.Units) } : by, (int)count);
        return range is not null;
    }

    /// <inheritdoc />
    public IEnumerator<ParameterValue> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
