using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>The real agents on instances that executed machines launched.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class AgentProcessScenarios(ExecutedPlatform executed)
{
    [Fact]
    public async Task Eight_agents_do_a_sweep_although_one_is_taken_back()
    {
        await using var rig = await PlatformRig.NewAsync(executed, new() { HasAgents = true });
        var run = await rig.SubmitAsync("""
            name: agents
            command: 'echo "$SWEEP_INDEX" >> "$SCENARIO/started"; while [ ! -e "$SCENARIO/go" ]; do sleep 0.05; done; echo "$SWEEP_INDEX" >> "$SCENARIO/done"'
            max_concurrent: 16
            grid: {x: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]}
            """);
        await rig.UntilAsync("sixteen points that run", () => Lines(rig, "started").Length >= 16);
        Assert.Equal(8, rig.Agents!.Agents.Count);
        var taken = rig.Instances.First();
        rig.Platform.Ec2.In(taken.Account, taken.Region).Interrupt(taken.Id);
        rig.Agents.Warn(taken.Id, TimeSpan.FromSeconds(20));
        await rig.UntilAsync("its end", () => !taken.IsAlive);
        await File.WriteAllTextAsync(Path.Join(rig.Agents.Folder, "go"), "", TestContext.Current.CancellationToken);
        var ended = await rig.EndAsync(run);
        Assert.Equal((RunState.Complete, new PointCounts(24, 0, 0)), (ended.State, ended.Counts));
        Assert.Equal(Enumerable.Range(0, 24), Lines(rig, "done").Select(int.Parse).Distinct().Order());
        await rig.NothingLeftAsync();
        await Promises.AssertAsync(rig, run);
    }

    private static string[] Lines(PlatformRig rig, string name) => Path.Join(rig.Agents!.Folder, name) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];
}
