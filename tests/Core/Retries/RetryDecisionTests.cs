using Muster.Points;
using Muster.Retries;

namespace Muster.Tests.Core.Retries;

public class RetryDecisionTests
{
    private static readonly RetryPolicy Three = new() { MaxAttempts = 3, BaseDelay = TimeSpan.FromSeconds(1) };

    [Fact]
    public void A_failed_attempt_is_tried_again_after_its_wait_until_the_last()
    {
        Assert.Equal(RetryDecision.Retry(TimeSpan.FromSeconds(1)), Decide(Three, Exit(1), 1));
        Assert.Equal(RetryDecision.Retry(TimeSpan.FromSeconds(2)), Decide(Three, Exit(1), 2));
        Assert.Equal(RetryDecision.Stop("Attempt 3 of 3 was the last."), Decide(Three, Exit(1), 3));
        Assert.Equal(RetryDecision.Stop("Attempt 1 of 1 was the last."), Decide(RetryPolicy.None, Exit(1), 1));
    }

    [Fact]
    public void A_denied_code_wins_over_a_listed_one()
    {
        var policy = Three with { RetryOnCodes = [1, 75], DontRetryOnCodes = [1] };

        Assert.Equal(RetryDecision.Stop("Code 1 is among 'dont_retry_on_codes'."), Decide(policy, Exit(1), 1));
        Assert.NotNull(Decide(policy, Exit(75), 1).After);
        Assert.Equal(RetryDecision.Stop("Code 2 is not among 'retry_on_codes'."), Decide(policy, Exit(2), 1));
    }

    [Theory]
    [InlineData(AttemptEnd.Signalled, 9, 137)]
    [InlineData(AttemptEnd.TimedOut, null, 124)]
    [InlineData(AttemptEnd.NotStarted, null, 126)]
    public void Signals_timeouts_and_failed_starts_have_the_codes_that_shells_give_them(AttemptEnd end, int? signal, int code)
    {
        var attempt = Exit(0) with { End = end, ExitCode = null, Signal = signal };

        Assert.NotNull(Decide(Three, attempt, 1).After);
        Assert.Equal(RetryDecision.Stop($"Code {code} is among 'dont_retry_on_codes'."), Decide(Three with { DontRetryOnCodes = [code] }, attempt, 1));
        Assert.Equal(RetryDecision.Stop($"Code {code} is not among 'retry_on_codes'."), Decide(Three with { RetryOnCodes = [1] }, attempt, 1));
    }

    [Theory]
    [InlineData(AttemptEnd.Lost)]
    [InlineData(AttemptEnd.Interrupted)]
    public void What_was_lost_runs_again_at_once_and_is_not_charged(AttemptEnd end) =>
        Assert.Equal(RetryDecision.Retry(TimeSpan.Zero), Decide(RetryPolicy.None with { RetryOnCodes = [1] }, Exit(0) with { End = end, ExitCode = null }, 0));

    [Fact]
    public void What_was_cancelled_does_not_run_again() =>
        Assert.Equal(RetryDecision.Stop("It was cancelled."), Decide(Three, Exit(0) with { End = AttemptEnd.Cancelled, ExitCode = null }, 0));

    [Fact]
    public void A_success_is_no_question() =>
        Assert.Equal(
            "An attempt that ended as Exited (exit code 0, signal ) has no code to judge it by. (Parameter 'attempt')",
            Assert.Throws<ArgumentException>(() => Decide(Three, Exit(0), 1)).Message);

    private static RetryDecision Decide(RetryPolicy policy, AttemptRecord attempt, int charged) => RetryDecision.For(policy, attempt, charged, () => 0);

    private static AttemptRecord Exit(int code) => new() { Number = 1, End = AttemptEnd.Exited, StartedAt = DateTimeOffset.UnixEpoch, ExitCode = code };
}
