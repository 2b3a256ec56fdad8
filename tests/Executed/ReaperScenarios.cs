using Muster.Aws.Contracts;
using Muster.Testing.Platform.Ec2;
using Muster.Tests.Executed.Rig;
using Muster.Tests.Infra;

namespace Muster.Tests.Executed;

/// <summary>Who is terminated, and who is not (promise 9).</summary>
[Collection(ExecutedScenario.Name)]
public sealed class ReaperScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Orphans_end_and_foreign_instances_live()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var orphans = Enumerable.Range(0, 45).Select(number => Plant(rig, number % 3, SynthesizedPlatform.Deployment, PlatformTags.Launched)).ToList();
        var foreign = new[]
        {
            Plant(rig, 0, "other", PlatformTags.Launched),
            Plant(rig, 1, SynthesizedPlatform.Deployment, "imported"),
            Plant(rig, 1, SynthesizedPlatform.Deployment, null),
            Plant(rig, 2, null, null),
        };
        var young = rig.Ec2(0).Plant("c6i.large", Tags(SynthesizedPlatform.Deployment, PlatformTags.Launched), TimeSpan.FromMinutes(-1));
        await rig.RingAsync("Reaping");
        await rig.UntilAsync("the end of the orphans", () => orphans.All(orphan => orphan.State == "terminated"));
        await rig.UntilAsync("complete listings", async () => (await rig.Fleet.ListSpokesAsync()).All(spoke => spoke.Listing is { IsComplete: true }));
        await rig.UntilAsync("the end of all executions", () => rig.Platform.Buses.IsIdle && rig.Platform.Runner.Executions.All(execution => execution.Ended.IsCompleted));
        Assert.All(foreign.Append(young), instance => Assert.Equal("running", instance.State));
        await rig.AssertCleanAsync();
    }

    [Fact]
    public async Task Listing_with_a_page_that_cannot_be_read_ends_only_who_is_on_the_pages_that_can_be()
    {
        await using var rig = await PlatformRig.NewAsync(executed);
        var orphans = Enumerable.Range(0, 25).Select(_ => Plant(rig, 1, SynthesizedPlatform.Deployment, PlatformTags.Launched)).ToList();
        rig.Ec2(1).Spoil("describeInstances", [CallFate.Served, .. Enumerable.Repeat(CallFate.Throttled, 6)]);
        await rig.RingAsync("Reaping");
        await rig.UntilAsync("the failure", () => rig.Platform.Runner.Executions.Any(execution => execution is { Machine.Name: "muster-test-list", Ended: { IsCompleted: true, Result.Succeeded: false } }));
        await rig.UntilAsync("the end of all executions", () => rig.Platform.Buses.IsIdle && rig.Platform.Runner.Executions.All(execution => execution.Ended.IsCompleted));
        Assert.Equal(5, orphans.Count(orphan => orphan.State == "running"));
        Assert.False((await rig.Fleet.GetSpokeAsync(new(ExecutedPlatform.Spokes[1].Account, ExecutedPlatform.Spokes[1].Region)))!.Listing!.IsComplete);
        await rig.AssertCleanAsync();
    }

    private static FakeInstance Plant(PlatformRig rig, int spoke, string? deployment, string? origin) => rig.Ec2(spoke).Plant("c6i.large", Tags(deployment, origin), TimeSpan.FromHours(1));

    private static Dictionary<string, string> Tags(string? deployment, string? origin)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "planted" };
        if (deployment is not null)
            tags[PlatformTags.Deployment] = deployment;
        if (origin is not null)
            tags[PlatformTags.Origin] = origin;
        return tags;
    }
}
