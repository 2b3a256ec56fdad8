namespace Muster.Reports;

/// <summary>
/// Counts what happens over time in steps of one width, without knowing when it ends: the width doubles whenever the steps
/// become too many. What is held does not grow with what happens.
/// </summary>
/// <param name="origin">Nothing is taken to happen earlier; clocks of other machines may say so.</param>
public sealed class TimeSteps(DateTimeOffset origin)
{
    private const int Most = 2048;
    private readonly long[] busy = new long[Most];
    private readonly long[,] ends = new long[Most, 3];
    private long width = TimeSpan.TicksPerMillisecond;
    private long first = long.MaxValue;
    private long last;

    /// <summary>Something runs from one time to another, or to nobody knows when.</summary>
    public void AddRun(DateTimeOffset from, DateTimeOffset? to)
    {
        var (start, end) = (Reach(from), Reach(to ?? from));
        for (var step = start / width; start < end; step++)
        {
            var until = Math.Min(end, (step + 1) * width);
            busy[step] += until - start;
            start = until;
        }
    }

    /// <summary>A point ends.</summary>
    public void AddEnd(DateTimeOffset at, Points.PointState state)
    {
        var ticks = Reach(at);
        ends[ticks / width, Place(state)]++;
    }

    /// <summary>Nothing happens, but time has come so far.</summary>
    public void AddTime(DateTimeOffset at) => Reach(at);

    /// <summary>The steps from the first that anything happened in to the last; null: nothing happened.</summary>
    /// <param name="most">Most steps, 1 or more.</param>
    public TimeTable? Into(int most)
    {
        if (first == long.MaxValue)
            return null;
        var (begin, end) = (first / width, last / width);
        var merged = (end - begin) / most + 1;
        var steps = new List<TimeStep>();
        for (var step = begin; step <= end; step += merged)
            steps.Add(Sum(step, Math.Min(step + merged, end + 1), merged));
        return new(origin + TimeSpan.FromTicks(begin * width), TimeSpan.FromTicks(merged * width), steps);
    }

    private TimeStep Sum(long from, long to, long merged)
    {
        long ran = 0, succeeded = 0, failed = 0, cancelled = 0;
        for (var step = from; step < to; step++)
        {
            ran += busy[step];
            succeeded += ends[step, 0];
            failed += ends[step, 1];
            cancelled += ends[step, 2];
        }

        return new((double)ran / (merged * width), succeeded, failed, cancelled);
    }

    private static int Place(Points.PointState state) => state switch
    {
        Points.PointState.Succeeded => 0,
        Points.PointState.Failed => 1,
        Points.PointState.Cancelled => 2,
        Points.PointState.Pending or Points.PointState.Running => throw new ArgumentOutOfRangeException(nameof(state), state, "It has not ended."),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown point state."),
    };

    private long Reach(DateTimeOffset at)
    {
        var ticks = Math.Max(0, (at - origin).Ticks);
        while (ticks / width >= Most)
            Widen();
        (first, last) = (Math.Min(first, ticks), Math.Max(last, ticks));
        return ticks;
    }

    private void Widen()
    {
        width *= 2;
        for (var step = 0; step < Most; step++)
        {
            var from = step * 2;
            busy[step] = from < Most ? busy[from] + busy[from + 1] : 0;
            for (var state = 0; state < 3; state++)
                ends[step, state] = from < Most ? ends[from, state] + ends[from + 1, state] : 0;
        }
    }
}

/// <summary>What happened over time.</summary>
/// <param name="From">When the first step begins (UTC).</param>
/// <param name="Width">How long each step is.</param>
/// <param name="Steps">The steps without gaps, at least one.</param>
public sealed record TimeTable(DateTimeOffset From, TimeSpan Width, IReadOnlyList<TimeStep> Steps)
{
    /// <summary>When the last step ends (UTC).</summary>
    public DateTimeOffset To => From + Steps.Count * Width;
}

/// <summary>What happened in a step of time.</summary>
/// <param name="Running">How many attempts ran at once, as the mean over the step.</param>
/// <param name="Succeeded">Points that ended so.</param>
/// <param name="Failed">Points that ended so.</param>
/// <param name="Cancelled">Points that ended so.</param>
public readonly record struct TimeStep(double Running, long Succeeded, long Failed, long Cancelled);
