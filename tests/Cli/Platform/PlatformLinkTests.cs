using Muster.Cli.Doctor;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Builders;
using Muster.Tests.Agent.Instances;

namespace Muster.Tests.Cli.Platform;

/// <summary>How commands reach a platform, and what the doctor makes of it.</summary>
public sealed class PlatformLinkTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SpokeRecord s_spoke = new() { Key = new("111122223333", "eu-west-1"), Version = 1 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_has_a_platform_once_a_spoke_was_heard_of()
    {
        Assert.False(await new PlatformLink(new RecordedWishes(), TimeProvider.System).IsThereAsync(Cancel));
        Assert.True(await new PlatformLink(new RecordedWishes { Spokes = [s_spoke] }, TimeProvider.System).IsThereAsync(Cancel));
    }

    [Fact]
    public async Task A_run_that_nobody_coordinates_is_wished_for_once()
    {
        var (world, platform) = (new RunWorld(), new RecordedWishes());
        var run = await world.Store.GetRunAsync((await world.AddAsync("sweep", 2)).Id, Cancel);
        var link = new PlatformLink(platform, world.Time);

        Assert.Null(await link.EnsureAsync(run!, Cancel));
        Assert.Null(await link.EnsureAsync(run!, Cancel));

        Assert.Equal([new PlatformWish.Start(run!.Id, false, run.Version)], platform.Heard);
    }

    [Fact]
    public void Spokes_that_all_answered_are_well() =>
        Assert.Equal((CheckStatus.Ok, "All 2 spokes answered within 7s"), Judge([Answered(s_now.AddSeconds(3)), Answered(s_now.AddSeconds(5))]));

    [Fact]
    public void A_spoke_that_did_not_answer_is_a_failure() =>
        Assert.Equal((CheckStatus.Fail, "A spoke of 2 did not answer within 1m: 111122223333/eu-west-1"), Judge([s_spoke, Answered(s_now)]));

    [Fact]
    public void A_clock_that_differs_is_a_warning() =>
        Assert.Equal((CheckStatus.Warn, "All 1 spokes answered, but this machine's clock differs from the hub's by more than 30s"), Judge([Answered(s_now.AddMinutes(2))]));

    [Fact]
    public void What_was_not_done_lately_is_a_warning()
    {
        Assert.Equal(
            (CheckStatus.Warn, "The last complete listing is older than 30m: 111122223333/eu-west-1 (never)"),
            Of(SpokeAgeCheck.Judge(SpokeAgeCheck.Reaper, [s_spoke, s_spoke with { ListedAt = s_now.AddMinutes(-5) }], s_now)));
        Assert.Equal(CheckStatus.Ok, SpokeAgeCheck.Judge(SpokeAgeCheck.Catalogue, [s_spoke with { CatalogueAt = s_now.AddHours(-3) }], s_now).Status);
    }

    private static SpokeRecord Answered(DateTimeOffset at) => s_spoke with { CheckAnswered = "check", CheckAnsweredAt = at };

    private static (CheckStatus Status, string Message) Judge(IReadOnlyList<SpokeRecord> spokes) => Of(SpokesCheck.Judge("check", spokes, s_now, s_now.AddSeconds(6.4)));

    private static (CheckStatus Status, string Message) Of(Finding finding) => (finding.Status, finding.Message);
}
