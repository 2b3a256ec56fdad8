using Muster.Agent.Guards;
using Muster.Agent.Instances;
using Muster.Fleet;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Instances;

public sealed class PlatformMachineIntentsTests : MachineIntentsConformance, IDisposable
{
    private static readonly SpokeKey s_spoke = new("111122223333", "eu-west-1");
    private readonly TemporaryFolder folder = new();
    private readonly RecordedWishes wishes = new();

    protected override IMachineIntents Open() => new PlatformMachineIntents(new FileMachineIntents(folder.Path), wishes, s_spoke);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_platform_hears_what_is_recorded()
    {
        var intent = new MachineIntent { Instance = "i-0abc", Wish = MachineWish.Stop, Reason = "done", AskedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Agent = "agent-7" };

        await Open().RecordAsync(intent, TestContext.Current.CancellationToken);

        Assert.Equal([new PlatformWish.Machine(s_spoke, intent)], wishes.Heard);
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_is_an_error_and_the_wish_is_kept()
    {
        wishes.Problem = "The store does not answer.";
        var intent = new MachineIntent { Instance = "i-0abc", Wish = MachineWish.Hibernate, Reason = "done", AskedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Agent = "agent-7" };

        Assert.Equal(
            "The platform was not told what the agent wishes for its machine i-0abc (Hibernate): The store does not answer.",
            (await Assert.ThrowsAsync<IOException>(() => Open().RecordAsync(intent, TestContext.Current.CancellationToken))).Message);
        Assert.Equal(intent, await Open().FindAsync("i-0abc", TestContext.Current.CancellationToken));
    }
}
