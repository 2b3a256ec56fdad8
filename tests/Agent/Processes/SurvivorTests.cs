using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux;
using Muster.Agent.Processes.Survivors;

namespace Muster.Tests.Agent.Processes;

public sealed class SurvivorTests : IDisposable
{
    private static int s_marks;

    private readonly ProcessRig _rig = new(time => new LinuxProcessHost(time));
    private readonly EnvironmentVariable _mark = new("MUSTER_SURVIVOR_MARK", $"{Environment.ProcessId}-{Interlocked.Increment(ref s_marks)}");
    private readonly string _record;

    public SurvivorTests() => _record = Path.Join(_rig.Folder, "exit record");

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Small_parent_passes_output_and_code_on_and_writes_a_record()
    {
        var end = await _rig.Host.Start(_rig.Of(Parent("echo \"got $0 $1 $#\"; exit 7"))).Ended;
        var record = ExitRecord.TryRead(_record);

        Assert.Equal(7, end.ExitCode);
        Assert.Equal("got bash  0\n", _rig.Out.Replace(ProcessRig.Bash.Path, "bash", StringComparison.Ordinal));
        Assert.Equal(7, record!.ExitCode);
        Assert.InRange(record.StartedAt, end.StartedAt.AddMilliseconds(-1), record.EndedAt);
        Assert.InRange(record.EndedAt, record.StartedAt, end.EndedAt.AddMilliseconds(5));
        Assert.InRange(record.CpuTime, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Empty(_rig.Err);
    }

    [Fact]
    public async Task Command_below_the_small_parent_has_default_signals()
    {
        await _rig.Host.Start(_rig.Of(Parent("exec grep -E '^Sig(Ign|Blk)' /proc/self/status"))).Ended;

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", _rig.Out);
    }

    [Fact]
    public async Task Small_parent_outlives_the_request_to_end_and_tells_how_the_command_ended()
    {
        var ready = await _rig.Pipe("ready");
        var process = _rig.Host.Start(_rig.Of(Parent($"trap 'exit 9' TERM; echo > {ready}; while true; do sleep 0.01; done")));
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        process.Terminate();
        await process.Ended;

        Assert.Equal(9, ExitRecord.TryRead(_record)!.ExitCode);
    }

    [Fact]
    public async Task Process_with_a_session_of_its_own_leads_it()
    {
        var start = _rig.Of(CommandLine.OfText(ProcessRig.Bash, "ps -o sid=,pgid= -p $$"));
        var process = _rig.Host.Start(new()
        {
            Command = start.Command,
            Environment = start.Environment,
            Directory = start.Directory,
            Stdout = start.Stdout,
            Stderr = start.Stderr,
            Limits = start.Limits,
            OwnSession = true,
        });
        await process.Ended;

        Assert.Equal([process.Pid, process.Pid], _rig.Out.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
    }

    [Fact]
    public async Task Survivor_is_watched_to_its_end_and_its_record_is_taken()
    {
        var (ready, go) = (await _rig.Pipe("ready"), await _rig.Pipe("go"));
        await using var orphan = await Orphan.Start(Parent($"echo > {ready}; read < {go}; exit 5"), _mark);
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        var process = Adopt(orphan);
        Assert.False(process.Ended.IsCompleted);
        await File.WriteAllTextAsync(go, "\n", TestContext.Current.CancellationToken);
        var end = await process.Ended;

        Assert.Equal(5, end.ExitCode);
        Assert.Equal(EndCause.Itself, end.Cause);
        Assert.False(end.IsLost);
        Assert.True(end.Elapsed > TimeSpan.Zero);
        Assert.NotNull(end.CpuTime);
        Assert.Null(end.PeakMemoryBytes);
    }

    [Fact]
    public async Task Survivor_that_ended_meanwhile_is_known_by_its_record()
    {
        await using var orphan = await Orphan.Start(Parent("exit 0"), _mark);
        await ProcessTableTests.Gone(orphan.Identity);
        var end = await Adopt(orphan).Ended;

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(EndCause.Itself, end.Cause);
    }

    [Fact]
    public async Task Survivor_without_a_record_is_lost()
    {
        var ready = await _rig.Pipe("ready");
        await using var orphan = await Orphan.Start(Parent($"echo > {ready}; kill -KILL $PPID; sleep 600"), _mark);
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        var end = await Adopt(orphan).Ended;

        Assert.True(end.IsLost);
        Assert.Null(end.ExitCode);
        Assert.Equal(EndCause.Itself, end.Cause);
        await AllGone();
    }

    [Fact]
    public async Task Survivor_past_its_timeout_is_ended_as_a_whole()
    {
        var ready = await _rig.Pipe("ready");
        await using var orphan = await Orphan.Start(Parent($"trap '' TERM; sleep 600 & echo > {ready}; wait; wait; sleep 600"), _mark);
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        var end = await Adopt(orphan, new(TimeSpan.FromMilliseconds(100)) { Grace = TimeSpan.FromMilliseconds(50) }).Ended;

        Assert.Equal(EndCause.Timeout, end.Cause);
        await AllGone();
    }

    [Theory]
    [InlineData("")]
    [InlineData("muster-exit 1\ncode 0\nstart 1.5\n")]
    [InlineData("muster-exit 2\ncode 0\nstart 1.5\nend 2.5\n0m0.1s 0m0.1s\n0m0.1s 0m0.1s\n")]
    [InlineData("muster-exit 1\ncode x\nstart 1.5\nend 2.5\n0m0.1s 0m0.1s\n0m0.1s 0m0.1s\n")]
    public void Record_that_is_not_whole_is_none(string text)
    {
        File.WriteAllText(_record, text);

        Assert.Null(ExitRecord.TryRead(_record));
    }

    [Fact]
    public void Record_is_read_with_the_decimal_sign_of_any_locale()
    {
        File.WriteAllText(_record, "muster-exit 1\ncode 3\nstart 1,5\nend 2.25\n0m0,1s 0m0,1s\n1m0,250s 0m0.250s\n");

        Assert.Equal(
            new(3, DateTimeOffset.UnixEpoch.AddSeconds(1.5), DateTimeOffset.UnixEpoch.AddSeconds(2.25), TimeSpan.FromSeconds(60.5)),
            ExitRecord.TryRead(_record));
    }

    private CommandLine Parent(string text) => SurvivorParent.Of(ProcessRig.Bash, CommandLine.OfText(ProcessRig.Bash, text), _record);

    private IRunningProcess Adopt(Orphan orphan, ProcessLimits? limits = null) => ((IAdoptingHost)_rig.Host).Adopt(
        new(orphan.Identity, _record, TimeProvider.System.GetUtcNow(), limits ?? new(TimeSpan.FromMinutes(2)), _mark));

    private async Task AllGone()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (ProcessTable.WithVariable(_mark).Count > 0) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
