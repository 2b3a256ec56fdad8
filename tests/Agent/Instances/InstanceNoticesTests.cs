using Muster.Agent.Instances;
using Muster.Fleet;
using Muster.Guards;
using Muster.Testing.Instances;

namespace Muster.Tests.Agent.Instances;

public sealed class InstanceNoticesTests
{
    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 12, 2, 0, TimeSpan.Zero);
    private readonly InMemoryInstanceMetadata metadata = new(new("i-0abc", "111122223333", "eu-west-1", "eu-west-1a", Soon));

    [Fact]
    public async Task There_is_no_notice_at_first() => Assert.Null(await PollAsync());

    [Fact]
    public async Task A_machine_that_is_taken_back_ends_by_its_time()
    {
        metadata.SpotAction = new("terminate", Soon);
        metadata.Rebalance = Soon.AddMinutes(-9);

        Assert.Equal(
            new() { Kind = InterruptionKind.Ending, Source = "the instance's metadata", Reason = "EC2 takes this spot instance back (terminate)", Deadline = Soon },
            await PollAsync());
    }

    [Fact]
    public async Task A_rebalance_notice_is_a_risk()
    {
        metadata.Rebalance = Soon;

        Assert.Equal(
            new() { Kind = InterruptionKind.AtRisk, Source = "the instance's metadata", Reason = "EC2 says since 12:02:00 UTC that this spot instance is likely to be taken back" },
            await PollAsync());
        metadata.Rebalance = null;

        Assert.Null(await PollAsync());
    }

    [Fact]
    public async Task No_answer_is_no_notice() =>
        Assert.Null(await new InstanceNotices(new InMemoryInstanceMetadata(null)).PollAsync(TestContext.Current.CancellationToken));

    private async Task<InterruptionNotice?> PollAsync() => await new InstanceNotices(metadata).PollAsync(TestContext.Current.CancellationToken);
}
