using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux;

namespace Muster.Tests.Agent.Processes;

public sealed class LinuxProcessHostTests : ProcessHostConformance
{
    protected override IProcessHost Create(TimeProvider time) => new LinuxProcessHost(time);

    [Fact]
    public async Task Signal_is_reported_as_signal_not_as_code()
    {
        var end = await Rig.Run("kill -USR1 $$");

        Assert.Null(end.ExitCode);
        Assert.Equal(Signals.NumberOf("USR1"), end.Signal);
        Assert.Equal(EndCause.Itself, end.Cause);
    }

    [Fact]
    public async Task Command_is_the_leader_of_its_own_group()
    {
        var process = Rig.Host.Start(Rig.Text("ps -o pgid= -p $$"));
        await process.Ended;

        Assert.Equal(process.Pid, int.Parse(Rig.Out));
    }

    [Fact]
    public async Task Signals_are_at_their_defaults_and_none_is_blocked()
    {
        await Rig.Run("grep -E '^Sig(Ign|Blk)' /proc/self/status");

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", Rig.Out);
    }

    [Fact]
    public async Task No_file_of_ours_is_inherited()
    {
        // One that was opened by a careless library: it would survive exec.
        using var leaking = new SafeFileHandle(LibC.Open("/dev/null", flags: 0, mode: 0), ownsHandle: true);
        await Rig.Run("exec ls /proc/self/fd");

        Assert.Equal("0\n1\n2\n3\n", Rig.Out); // 3 is the directory that ls reads
    }

    [Fact]
    public async Task Stragglers_of_the_group_are_ended_with_their_leader()
    {
        await Rig.Run("sleep 600 & (sleep 600 & echo $!) ; echo $!");

        foreach (var pid in Rig.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await Gone(int.Parse(pid));
    }

    [Fact]
    public async Task Group_with_grandchildren_that_ignore_requests_is_killed_after_the_grace()
    {
        var ready = await Rig.Pipe("ready");
        var process = Rig.Host.Start(Rig.Text(
            $"trap '' TERM; (trap '' TERM; sleep 600 & echo $! > {ready}; wait; wait); wait; wait; sleep 600",
            new(TimeSpan.FromMinutes(2)) { Grace = TimeSpan.FromMilliseconds(100) }));
        var grandchild = int.Parse(await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken));
        process.Terminate();
        var end = await process.Ended;

        Assert.Equal(Signals.Kill, end.Signal);
        Assert.Equal(EndCause.Request, end.Cause);
        await Gone(grandchild);
    }

    [Fact]
    public async Task Command_that_heeds_the_request_ends_by_itself()
    {
        var ready = await Rig.Pipe("ready");
        var process = Rig.Host.Start(Rig.Text($"trap 'echo asked; exit 7' TERM; echo > {ready}; while true; do sleep 0.01; done"));
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        process.Terminate();
        var end = await process.Ended;

        Assert.Equal(7, end.ExitCode);
        Assert.Equal(EndCause.Request, end.Cause);
        Assert.Equal("asked\n", Rig.Out);
    }

    [Fact]
    public async Task Stopped_command_hears_the_request()
    {
        var ready = await Rig.Pipe("ready");
        var process = Rig.Host.Start(Rig.Text($"trap 'exit 7' TERM; echo > {ready}; kill -STOP $$; while true; do sleep 0.01; done"));
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        process.Terminate();

        Assert.Equal(7, (await process.Ended).ExitCode);
    }

    [Fact]
    public async Task Early_signal_comes_before_the_timeout()
    {
        var limits = new ProcessLimits(TimeSpan.FromMinutes(2))
        {
            Early = new(Signals.NumberOf("USR1"), TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(500)),
        };
        var end = await Rig.Run("trap 'echo early; exit 5' USR1; while true; do sleep 0.01; done", limits);

        Assert.Equal(5, end.ExitCode);
        Assert.Equal(EndCause.Itself, end.Cause);
        Assert.Equal("early\n", Rig.Out);
    }

    [Fact]
    public async Task Cpu_time_counts_children_that_were_waited_for()
    {
        var end = await Rig.Run("bash -c 'for ((i = 0; i < 100000; i++)); do :; done'");

        Assert.InRange(end.CpuTime!.Value, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Peak_memory_of_a_short_small_command_is_its_own_or_unknown_but_never_ours()
    {
        var end = await Rig.Run("true");

        // On a loaded machine even this one may live long enough to be sampled.
        Assert.True(end.PeakMemoryBytes is null or < 32L << 20, $"{end.PeakMemoryBytes} bytes");
    }

    [Fact]
    public async Task Peak_memory_of_a_large_command_is_the_kernels()
    {
        var bytes = Environment.WorkingSet + (300L << 20);
        var end = await Rig.Run($"head -c {bytes} /dev/zero | tail -c {bytes} | wc -c");

        Assert.Equal($"{bytes}\n", Rig.Out);
        Assert.InRange(end.PeakMemoryBytes!.Value, bytes, 2 * bytes);
    }

    [Fact]
    public async Task Peak_memory_of_a_small_command_is_sampled_once_it_runs_for_a_while()
    {
        var end = await Rig.Run("sleep 0.5");

        Assert.InRange(end.PeakMemoryBytes!.Value, 100_000, 20 << 20);
    }

    [Fact]
    public async Task Other_children_of_this_process_are_left_to_their_owners()
    {
        var others = Enumerable.Range(0, 20).Select(code => Process.Start("/bin/bash", ["-c", $"exit {code}"])).ToArray();
        var ours = await Task.WhenAll(Enumerable.Range(0, 20).Select(code => Rig.Run($"exit {code}")));
        foreach (var other in others) await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 20), others.Select(other => other.ExitCode));
        Assert.Equal(Enumerable.Range(0, 20).Select(code => (int?)code), ours.Select(end => end.ExitCode));
        foreach (var other in others) other.Dispose();
    }

    [Fact]
    public void Program_without_permission_is_told()
    {
        var program = Path.Join(Rig.Folder, "plain.txt");
        File.WriteAllText(program, "text");
        var failure = Assert.Throws<StartException>(() => Rig.Host.Start(Rig.Of(new CommandLine(program))));

        Assert.Equal(StartFailure.NotExecutable, failure.Failure);
        Assert.Equal(
            $"cannot run {program}: Permission denied (errno 13); check its permissions (chmod +x) and its first line (#!)", failure.Message);
    }

    [Fact]
    public void Script_whose_interpreter_is_missing_is_told()
    {
        var script = Rig.Script("#!/no/such/shell\n");
        var failure = Assert.Throws<StartException>(() => Rig.Host.Start(Rig.Of(CommandLine.OfScript(ProcessRig.Bash, script))));

        Assert.Equal(StartFailure.NotExecutable, failure.Failure);
        Assert.Equal(
            $"cannot run {script}: the interpreter named in its first line is missing; check its permissions (chmod +x) and its first line (#!)",
            failure.Message);
    }

    [Fact]
    public void Too_large_an_environment_is_told()
    {
        var start = Rig.Of(CommandLine.OfText(ProcessRig.Bash, "true"), environment: new([]), variables: [new("BIG", new string('x', 200_000))]);
        var failure = Assert.Throws<StartException>(() => Rig.Host.Start(start));

        Assert.Equal(StartFailure.TooLarge, failure.Failure);
        Assert.Equal(
            $"cannot run {ProcessRig.Bash.Path}: its arguments and environment have {200_005 + ProcessRig.Bash.Path.Length + 1 + 3 + 5} bytes, more than the system allows (getconf ARG_MAX, and 128 KiB each); pass large values in files",
            failure.Message);
    }

    private static async Task Gone(int pid)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
