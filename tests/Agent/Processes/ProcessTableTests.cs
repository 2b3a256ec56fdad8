using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux;

namespace Muster.Tests.Agent.Processes;

public sealed class ProcessTableTests : IDisposable
{
    private static int s_marks;

    private readonly ProcessRig _rig = new(time => new LinuxProcessHost(time));
    private readonly EnvironmentVariable _mark = new("MUSTER_TEST_MARK", $"{Environment.ProcessId}-{Interlocked.Increment(ref s_marks)}");

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Running_process_is_alive_until_it_ends()
    {
        var process = _rig.Host.Start(_rig.Text("sleep 600"));
        Assert.True(ProcessTable.IsAlive(process.Identity!));
        process.Kill();
        await process.Ended;

        Assert.False(ProcessTable.IsAlive(process.Identity!));
    }

    [Fact]
    public async Task Same_id_with_another_start_or_boot_is_another_process()
    {
        var process = _rig.Host.Start(_rig.Text("sleep 600"));
        var identity = process.Identity!;

        Assert.False(ProcessTable.IsAlive(identity with { EarliestStart = identity.EarliestStart - 500, LatestStart = identity.EarliestStart - 300 }));
        Assert.False(ProcessTable.IsAlive(identity with { BootId = "another" }));
        Assert.Empty(await ProcessTable.EndGroupAsync(identity with { LatestStart = identity.EarliestStart - 1 }, _mark, TimeSpan.Zero, TimeProvider.System));
        Assert.True(ProcessTable.IsAlive(identity));
        process.Kill();
        await process.Ended;
    }

    [Fact]
    public async Task Group_of_a_killed_engine_is_ended_with_grandchildren()
    {
        var ready = await _rig.Pipe("ready");
        await using var orphan = await Orphan.Start(
            CommandLine.OfText(ProcessRig.Bash, $"trap '' TERM; (trap '' TERM; sleep 600 & wait) & echo > {ready}; wait"), _mark);
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        Assert.True(ProcessTable.IsAlive(orphan.Identity));
        var left = await ProcessTable.EndGroupAsync(orphan.Identity, _mark, TimeSpan.FromMilliseconds(30), TimeProvider.System);

        Assert.Empty(left);
        Assert.False(ProcessTable.IsAlive(orphan.Identity));
        Assert.Empty(ProcessTable.WithVariable(_mark));
    }

    [Fact]
    public async Task Group_is_found_although_its_leader_died()
    {
        var ready = await _rig.Pipe("ready");
        await using var orphan = await Orphan.Start(CommandLine.OfText(ProcessRig.Bash, $"sleep 600 & echo $! > {ready}"), _mark);
        var member = int.Parse(await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken));
        await Reaped(orphan.Identity);

        Assert.Equal([member], ProcessTable.GroupOf(orphan.Identity, _mark));
        Assert.Empty(ProcessTable.GroupOf(orphan.Identity, _mark with { Value = "somebody else's" }));
        Assert.Empty(await ProcessTable.EndGroupAsync(orphan.Identity, _mark, TimeSpan.Zero, TimeProvider.System));
        Assert.Empty(ProcessTable.GroupOf(orphan.Identity, _mark));
    }

    [Fact]
    public async Task Process_that_left_its_group_is_found_by_its_variable()
    {
        var ready = await _rig.Pipe("ready");
        await using var orphan = await Orphan.Start(
            CommandLine.OfText(ProcessRig.Bash, $"setsid bash -c 'echo $$ > {ready}; exec sleep 600' & wait"), _mark);
        var escaped = int.Parse(await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken));

        Assert.Contains(escaped, ProcessTable.WithVariable(_mark));
        Assert.DoesNotContain(escaped, ProcessTable.GroupOf(orphan.Identity, _mark));
        Assert.Empty(await ProcessTable.EndWithVariableAsync(_mark, TimeSpan.FromSeconds(5), TimeProvider.System));
        Assert.Empty(ProcessTable.WithVariable(_mark));
    }

    [Theory]
    [InlineData("17 (sh) S 1 17 17 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 9 9", 'S', 17, 4711)]
    [InlineData("17 (a) Z 1 (x) R 1 23 17 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4712 9 9", 'R', 23, 4712)]
    public void Stat_line_is_read_whatever_the_name_holds(string text, char state, int group, long start) =>
        Assert.Equal(new ProcStat(17, state, group, start), ProcStat.Parse(17, text));

    /// <summary>A leader that is a zombie still holds the group's id; here even that is over.</summary>
    private static async Task Reaped(ProcessIdentity identity)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (Directory.Exists($"/proc/{identity.Pid}")) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    internal static async Task Gone(ProcessIdentity identity)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (ProcessTable.IsAlive(identity)) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
