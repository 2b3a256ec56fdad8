using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Places numbers along an axis.</summary>
internal sealed class Scale
{
    private const double Room = 0.04;
    private readonly double low;
    private readonly double high;
    private IReadOnlyList<Tick>? marks;

    private Scale(double min, double max, bool isLog, Unit unit) =>
        (Min, Max, IsLog, Unit, low, high) = (min, max, isLog, unit, Bend(min, isLog), Bend(max, isLog));

    /// <summary>Where it begins.</summary>
    public double Min { get; }

    /// <summary>Where it ends.</summary>
    public double Max { get; }

    /// <summary>Whether equal ratios have equal lengths.</summary>
    public bool IsLog { get; }

    /// <summary>What the numbers measure.</summary>
    public Unit Unit { get; }

    /// <summary>A scale that begins and ends exactly so.</summary>
    public static Scale Between(double min, double max, bool isLog = false, Unit unit = Unit.Plain) =>
        min < max ? new(min, max, isLog && min > 0, unit) : Around(min, unit);

    /// <summary>A scale with some room at both ends.</summary>
    public static Scale With(double min, double max, bool isLog = false, Unit unit = Unit.Plain)
    {
        if (!(min < max))
            return Around(min, unit);
        var (low, high) = (Bend(min, isLog), Bend(max, isLog));
        var room = (high - low) * Room;
        return isLog ? new(Math.Pow(10, low - room), Math.Pow(10, high + room), true, unit) : new(min - room, max + room, false, unit);
    }

    /// <summary>A scale with some room at both ends, which is marked at these numbers as far as they have room.</summary>
    public static Scale Marked(IReadOnlyList<Tick> marks, bool isLog)
    {
        var scale = With(marks[0].At, marks[^1].At, isLog);
        return new(scale.Min, scale.Max, scale.IsLog, Unit.Plain) { marks = marks };
    }

    /// <summary>Where a number lies, from 0 at the beginning to 1 at the end.</summary>
    public double Place(double number) => Math.Clamp((Bend(number, IsLog) - low) / (high - low), 0, 1);

    /// <summary>As many marks as have room.</summary>
    /// <param name="length">The axis' length.</param>
    /// <param name="room">How much of it a mark's text takes.</param>
    public IReadOnlyList<Tick> Ticks(double length, Func<string, double> room)
    {
        if (marks is not null)
            return Roomy(marks, length, room);
        for (var most = 8; most > 1; most--)
        {
            var ticks = Of(most);
            if (ticks.Count <= most + 1 && Fit(ticks, length, room))
                return ticks;
        }

        return [.. Of(1).Take(1)];
    }

    private IReadOnlyList<Tick> Of(int most) => IsLog ? Charts.Ticks.Powers(Min, Max, most, Unit) : Charts.Ticks.Even(Min, Max, most, Unit);

    /// <summary>Those marks that have room beside the ones before them; the last rather than the one before it.</summary>
    private List<Tick> Roomy(IReadOnlyList<Tick> ticks, double length, Func<string, double> room)
    {
        var kept = new List<Tick>();
        foreach (var tick in ticks)
        {
            if (kept.Count == 0 || Fit([kept[^1], tick], length, room))
                kept.Add(tick);
            else if (tick == ticks[^1] && (kept.Count == 1 || Fit([kept[^2], tick], length, room)))
                kept[^1] = tick;
        }

        return kept;
    }

    private bool Fit(IReadOnlyList<Tick> ticks, double length, Func<string, double> room) =>
        ticks.Zip(ticks.Skip(1)).All(pair =>
            (Place(pair.Second.At) - Place(pair.First.At)) * length >= (room(pair.First.Text) + room(pair.Second.Text)) / 2);

    private static Scale Around(double number, Unit unit)
    {
        var room = number == 0 ? 1 : Math.Abs(number) / 2;
        return new(number - room, number + room, false, unit);
    }

    private static double Bend(double number, bool isLog) => isLog ? Math.Log10(Math.Max(number, double.Epsilon)) : number;
}
