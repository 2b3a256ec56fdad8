using FsCheck;
using FsCheck.Fluent;
using Muster.Operations;
using Muster.Points;

namespace Muster.Tests.Core.Operations;

public class AccountingTests
{
    private static readonly DateTimeOffset Submitted = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<AttemptRecord> Attempts =
        from start in Gen.Choose(-5_000, 100_000)
        from elapsed in Unless(Gen.Choose(0, 100_000))
        from cpu in Unless(Gen.Choose(0, 400_000))
        from peak in Unless(Gen.Choose(0, int.MaxValue))
        select new AttemptRecord
        {
            Number = 1,
            End = AttemptEnd.Exited,
            StartedAt = Submitted.AddMilliseconds(start),
            Elapsed = elapsed is { } ran ? TimeSpan.FromMilliseconds(ran) : null,
            CpuTime = cpu is { } used ? TimeSpan.FromMilliseconds(used) : null,
            PeakMemoryBytes = peak,
        };

    [Fact]
    public void An_attempt_waits_from_the_submission_or_the_end_of_the_one_before()
    {
        var accounts = Account(1, At(10, elapsed: 5), At(20), At(30, elapsed: 5), At(34.5), At(10));

        Assert.Equal(
            [
                TimeSpan.FromSeconds(10),
                TimeSpan.FromSeconds(5),
                null, // The end of the one before is not known.
                TimeSpan.Zero, // Half a second early: the clock was set right.
                null,
            ],
            accounts.Select(account => account.Wait));
    }

    [Fact]
    public void A_start_long_before_the_end_of_the_one_before_is_another_clocks() =>
        Assert.Equal([TimeSpan.FromSeconds(10), null], Account(1, At(10, elapsed: 5), At(14)).Select(account => account.Wait));

    [Fact]
    public void Efficiency_is_what_was_used_of_the_cpus_that_were_asked_for()
    {
        var attempt = At(0, elapsed: 10) with { CpuTime = TimeSpan.FromSeconds(15) };

        Assert.Equal((1.5, 0.75, 3.0), (Account(1, attempt)[0].Efficiency, Account(2, attempt)[0].Efficiency, Account(0.5m, attempt)[0].Efficiency));
    }

    [Fact]
    public void Totals_weigh_efficiencies_by_time_and_leave_out_what_is_not_known()
    {
        var totals = Total(Account(
            1,
            At(0, elapsed: 30) with { CpuTime = TimeSpan.FromSeconds(30), PeakMemoryBytes = 7 },
            At(30, elapsed: 10) with { CpuTime = TimeSpan.Zero, PeakMemoryBytes = 9 },
            At(40, elapsed: 60),
            At(50) with { CpuTime = TimeSpan.FromSeconds(2) }));

        Assert.Equal((1, 4), (totals.Points, totals.Attempts));
        Assert.Equal((TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(32), 9), (totals.Run, totals.Cpu, totals.PeakMemoryBytes));
        Assert.Equal(0.75, totals.Efficiency!.Value, 12);
        Assert.Equal(new(Run: 1, Cpu: 1, Efficiency: 2, PeakMemory: 2), totals.Unknown);
    }

    [Fact]
    public void Totals_of_what_is_never_known_are_unknown()
    {
        var totals = Total(Account(1, At(0), At(1)));

        Assert.Equal((null, null, null, null), (totals.Run, totals.Cpu, totals.Efficiency, totals.PeakMemoryBytes));
        Assert.Equal(new(2, 2, 2, 2), totals.Unknown);
    }

    [Fact]
    public void Efficiency_is_known_exactly_where_its_parts_are() => Prop.ForAll(Attempts.ToArbitrary(), attempt =>
        Account(2, attempt)[0].Efficiency is null == (attempt.CpuTime is null || attempt.Elapsed is null || attempt.Elapsed == TimeSpan.Zero))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Waits_are_never_negative() => Prop.ForAll(Attempts.ListOf().ToArbitrary(), attempts =>
        Account(1, [.. attempts]).All(account => account.Wait is null || account.Wait >= TimeSpan.Zero))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Totals_are_of_what_is_known_and_count_the_rest() => Prop.ForAll(Attempts.ListOf().ToArbitrary(), attempts =>
    {
        var totals = Total(Account(2, [.. attempts]));
        var (run, cpu, peak) = (Known(attempts, a => a.Elapsed), Known(attempts, a => a.CpuTime), attempts.Where(a => a.PeakMemoryBytes is not null).ToList());
        var both = attempts.Where(a => a is { Elapsed: not null, CpuTime: not null } && a.Elapsed > TimeSpan.Zero).ToList();
        var mean = both.Count == 0 ? (double?)null : both.Sum(a => a.CpuTime!.Value.TotalSeconds) / (2 * both.Sum(a => a.Elapsed!.Value.TotalSeconds));

        return totals.Attempts == attempts.Count
            && totals.Run == Sum(run) && totals.Unknown.Run == attempts.Count - run.Count
            && totals.Cpu == Sum(cpu) && totals.Unknown.Cpu == attempts.Count - cpu.Count
            && totals.PeakMemoryBytes == peak.Max(a => a.PeakMemoryBytes) && totals.Unknown.PeakMemory == attempts.Count - peak.Count
            && totals.Unknown.Efficiency == attempts.Count - both.Count
            && (mean is null ? totals.Efficiency is null : Math.Abs(totals.Efficiency!.Value - mean.Value) <= 1e-9 * Math.Max(1, mean.Value));
    }).QuickCheckThrowOnFailure();

    private static List<TimeSpan> Known(IEnumerable<AttemptRecord> attempts, Func<AttemptRecord, TimeSpan?> part) =>
        [.. attempts.Select(part).Where(span => span is not null).Select(span => span!.Value)];

    private static TimeSpan? Sum(List<TimeSpan> spans) => spans.Count == 0 ? null : spans.Aggregate((sum, span) => sum + span);

    private static Gen<int?> Unless(Gen<int> known) => Gen.Frequency((3, known.Select(value => (int?)value)), (1, Gen.Constant<int?>(null)));

    private static AttemptRecord At(double seconds, double? elapsed = null) => new()
    {
        Number = 1,
        End = AttemptEnd.Exited,
        StartedAt = Submitted.AddSeconds(seconds),
        Elapsed = elapsed is { } ran ? TimeSpan.FromSeconds(ran) : null,
    };

    private static List<AttemptAccount> Account(decimal cpus, params IReadOnlyList<AttemptRecord> attempts) =>
        [.. new Accounting(Submitted, cpus).Of(PointStanding.Succeeded, attempts.Select(attempt => new PointAttempt(0, 1, attempt)))];

    private static AccountTotals Total(IEnumerable<AttemptAccount> accounts) => accounts.Aggregate(AccountTotals.None.PlusPoint(), (sum, account) => sum.Plus(account));
}
