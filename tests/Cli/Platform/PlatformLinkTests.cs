using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Builders;
using Muster.Tests.Agent.Instances;

namespace Muster.Tests.Cli.Platform;

/// <summary>How commands reach a platform.</summary>
public sealed class PlatformLinkTests
{
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
}
