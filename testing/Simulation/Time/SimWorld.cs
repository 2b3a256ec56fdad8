namespace Muster.Testing.Simulation.Time;

/// <summary>Virtual time and what is due in it. One thread steps from event to event; events of one time come in the order in which they were planned.</summary>
internal sealed class SimWorld(long seed)
{
    /// <summary>The true time at the world's start.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (long At, long Order)> due = new();
    private long order;

    public SimChance Chance { get; } = new(seed);

    public SimTrace Trace { get; init; } = new();

    /// <summary>True time since the world's start.</summary>
    public TimeSpan Now { get; private set; }

    public DateTimeOffset Utc => Epoch + Now;

    public long Steps { get; private set; }

    /// <summary>The first promise that was broken; the world then stands still.</summary>
    public PromiseBreach? Breach { get; private set; }

    public void After(TimeSpan delay, Action what) => due.Enqueue(what, ((Now + delay).Ticks, order++));

    /// <summary>Lets the next event happen.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step()
    {
        if (!due.TryDequeue(out var what, out var key))
            return false;
        Now = new(key.At);
        Steps++;
        what();
        return true;
    }

    public void Note(string who, string what, object? thing = null) => Trace.Add(Now, who, what, thing);

    public void Break(int promise, string text)
    {
        Breach ??= new(promise, text);
        Note("checks", "promise broken", text);
    }

    /// <summary>Breaks a promise unless a condition holds.</summary>
    public void Require(bool holds, int promise, Func<string> text)
    {
        if (!holds)
            Break(promise, text());
    }
}
