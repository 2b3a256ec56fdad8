using Muster.Operations;

namespace Muster.Reports;

/// <summary>Gathers what attempts have taken; what it holds does not grow with them.</summary>
internal sealed class UsageBuilder(ReportLimits limits)
{
    private readonly DistributionBuilder run = new("Run time", Unit.Seconds);
    private readonly DistributionBuilder cpu = new("CPU time", Unit.Seconds);
    private readonly DistributionBuilder memory = new("Peak memory", Unit.Bytes);
    private readonly TopFew<SlowAttempt> slowest = new(limits.Slowest);
    private readonly HashSet<(string?, int)> lanes = [];
    private List<AttemptAccount>? bars = [];

    /// <summary>The totals.</summary>
    public AccountTotals Totals { get; private set; } = AccountTotals.None;

    /// <summary>All attempts; null: too many, or on too many slots.</summary>
    public IReadOnlyList<AttemptAccount>? Bars => bars;

    /// <summary>The longest ones.</summary>
    public IReadOnlyList<SlowAttempt> Slowest => slowest.Items;

    /// <summary>How what is known is spread.</summary>
    public IReadOnlyList<Distribution> Distributions =>
        [.. new[] { run, cpu, memory }.Select(builder => builder.Build(limits.Bins)).OfType<Distribution>()];

    /// <summary>One more point.</summary>
    public void AddPoint() => Totals = Totals.PlusPoint();

    /// <summary>One more attempt.</summary>
    public void Add(AttemptAccount account, ResultRow row)
    {
        var attempt = account.Of.Attempt;
        Totals = Totals.Plus(account);
        if (attempt.Elapsed is { } elapsed)
        {
            run.Add(elapsed.TotalSeconds);
            // By ticks, which tell every run time apart; of equal ones the lower index, then the earlier attempt.
            slowest.Add(elapsed.Ticks, account.Of.Index, () => new(account, row));
        }

        if (attempt.CpuTime is { } used)
            cpu.Add(used.TotalSeconds);
        if (attempt.PeakMemoryBytes is { } peak)
            memory.Add(peak);
        AddBar(account);
    }

    private void AddBar(AttemptAccount account)
    {
        if (bars is null)
            return;
        lanes.Add((account.Of.Attempt.Worker, account.Of.Attempt.Slot));
        bars.Add(account);
        if (bars.Count > limits.Bars || lanes.Count > limits.Lanes)
            bars = null;
    }
}
