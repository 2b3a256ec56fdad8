using System.Globalization;
using System.Text;

namespace Muster.Testing.Simulation.Time;

/// <summary>What happened: a hash over everything, how often each kind of thing happened, and the last events for people.</summary>
internal sealed class SimTrace
{
    private const int Kept = 64;
    private readonly (TimeSpan At, string Who, string What, object? Thing)[] last = new (TimeSpan, string, string, object?)[Kept];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long added;

    /// <summary>Told of every event as text; null: nobody wants it.</summary>
    public Action<string>? Listener { get; init; }

    public ulong Hash { get; private set; } = 14695981039346656037;

    public IReadOnlyDictionary<string, int> Counts => counts;

    public void Add(TimeSpan at, string who, string what, object? thing)
    {
        last[added++ % Kept] = (at, who, what, thing);
        Listener?.Invoke(Last(1).First());
        counts[what] = counts.GetValueOrDefault(what) + 1;
        Mix((ulong)at.Ticks);
        Mix(who);
        Mix(what);
    }

    /// <summary>The last events, oldest first, one per line.</summary>
    public IEnumerable<string> Last(int most) =>
        Enumerable.Range(0, (int)Math.Min(Math.Min(most, Kept), added))
            .Reverse()
            .Select(back => last[(added - 1 - back) % Kept])
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,12:0.000000}  {line.Who,-10} {line.What}{(line.Thing is null ? "" : $" {Shown(line.Thing)}")}"));

    private static string Shown(object thing) => SimText.Of(thing);

    private void Mix(string text)
    {
        foreach (var c in text)
            Mix(c);
    }

    private void Mix(ulong value)
    {
        unchecked
        {
            Hash = (Hash ^ value) * 1099511628211;
        }
    }
}
