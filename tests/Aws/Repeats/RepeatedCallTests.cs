using Muster.Aws.Repeats;
using Muster.Tests.Aws.Blobs;

namespace Muster.Tests.Aws.Repeats;

public sealed class RepeatedCallTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(60);
    private readonly ShortWaits time = new();
    private int calls;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 80)]
    [InlineData(0.5, 60)]
    [InlineData(1, 40)]
    public async Task A_call_is_made_again_until_it_succeeds_after_waits_that_double_around_the_first(double chance, double milliseconds)
    {
        Assert.Equal(4, await Of(5, chance).RunAsync(_ => FailUntil(4), Cancel));

        Assert.Equal([milliseconds, 2 * milliseconds, 4 * milliseconds], time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task The_last_try_tells_its_error_and_no_wait_is_longer_than_the_longest()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => Of(6, 0).RunAsync(_ => FailUntil(99), Cancel));

        Assert.Equal(("try 6", 6), (error.Message, calls));
        Assert.Equal([80, 160, 320, 500, 500], time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task An_error_that_will_not_pass_is_told_at_once()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Of(5, 0).RunAsync<int>(_ => throw new InvalidDataException(), Cancel));

        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task What_fails_after_it_was_ended_is_not_tried_again()
    {
        using var end = new CancellationTokenSource();

        await Assert.ThrowsAsync<IOException>(() => Of(5, 0).RunAsync(
            async _ =>
            {
                await end.CancelAsync();
                return await FailUntil(99);
            },
            end.Token));

        Assert.Equal(1, calls);
    }

    private RepeatedCall Of(int tries, double chance) => new(RepeatedCall.PolicyOf(tries, First, TimeSpan.FromMilliseconds(500)), time, () => chance, error => error is IOException);

    private Task<int> FailUntil(int call) => ++calls >= call ? Task.FromResult(calls) : Task.FromException<int>(new IOException($"try {calls}"));
}
