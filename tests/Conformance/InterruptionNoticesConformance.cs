using Muster.Guards;

namespace Muster.Tests.Conformance;

/// <summary>What every source of notices does. Each adapter's tests inherit it.</summary>
public abstract class InterruptionNoticesConformance
{
    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 12, 2, 0, TimeSpan.Zero);

    /// <summary>The source; nothing was given at first.</summary>
    protected abstract IInterruptionNotices Notices { get; }

    /// <summary>Has the source say something from now on; null: nothing.</summary>
    protected abstract void Give(InterruptionKind kind, DateTimeOffset? deadline, string? reason);

    /// <summary>Has the source say nothing any more.</summary>
    protected abstract void TakeBack();

    [Fact]
    public async Task There_is_no_notice_at_first() => Assert.Null(await PollAsync());

    [Fact]
    public async Task A_notice_stands_as_often_as_it_is_asked_for()
    {
        Give(InterruptionKind.Ending, Soon, "taken back");
        var first = await PollAsync();

        Assert.Equal((InterruptionKind.Ending, Soon, "taken back"), (first!.Kind, first.Deadline, first.Reason));
        Assert.NotEqual("", first.Source);
        Assert.Equal(first, await PollAsync());
    }

    [Fact]
    public async Task A_notice_may_be_of_a_risk_without_a_deadline()
    {
        Give(InterruptionKind.AtRisk, null, "short of capacity");
        var notice = await PollAsync();

        Assert.Equal((InterruptionKind.AtRisk, null, "short of capacity"), (notice!.Kind, notice.Deadline, notice.Reason));
    }

    [Fact]
    public async Task A_later_notice_takes_the_place_of_the_earlier_until_there_is_none()
    {
        Give(InterruptionKind.Ending, Soon, "first");
        Give(InterruptionKind.Ending, Soon.AddMinutes(1), "second");
        Assert.Equal((Soon.AddMinutes(1), "second"), await PollAsync() is { } notice ? (notice.Deadline, notice.Reason) : default);
        TakeBack();

        Assert.Null(await PollAsync());
    }

    protected async Task<InterruptionNotice?> PollAsync() => await Notices.PollAsync(TestContext.Current.CancellationToken);
}
