using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

/// <summary>What every process host does, whatever the system.</summary>
public abstract class ProcessHostConformance : IDisposable
{
    private readonly ProcessRig _rig;

    protected ProcessHostConformance() => _rig = new(Create);

    protected ProcessRig Rig => _rig;

    protected abstract IProcessHost Create(TimeProvider time);

    public void Dispose()
    {
        _rig.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(255)]
    public async Task Exit_code_is_reported(int code)
    {
        var end = await _rig.Run($"exit {code}");

        Assert.Equal(code, end.ExitCode);
        Assert.Null(end.Signal);
        Assert.Equal(EndCause.Itself, end.Cause);
    }

    [Fact]
    public async Task Times_are_in_order_and_elapsed_is_positive()
    {
        var before = TimeProvider.System.GetUtcNow();
        var end = await _rig.Run("true");

        Assert.InRange(end.StartedAt, before, TimeProvider.System.GetUtcNow());
        Assert.True(end.Elapsed > TimeSpan.Zero);
        Assert.Equal(end.StartedAt + end.Elapsed, end.EndedAt);
    }

    [Fact]
    public async Task Output_goes_to_the_two_files()
    {
        await _rig.Run("echo to-out; echo to-err >&2");

        Assert.Equal("to-out\n", _rig.Out);
        Assert.Equal("to-err\n", _rig.Err);
    }

    [Fact]
    public async Task Output_is_appended_to_what_was_there()
    {
        await _rig.Run("echo first");
        await _rig.Run("echo second");

        Assert.Equal("first\nsecond\n", _rig.Out);
    }

    [Fact]
    public async Task Standard_input_is_empty()
    {
        var end = await _rig.Run("cat; echo end-of-input");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("end-of-input\n", _rig.Out);
    }

    [Fact]
    public async Task Working_directory_is_the_given_one()
    {
        var directory = Directory.CreateDirectory(Path.Join(_rig.Folder, "a b ü")).FullName;
        await _rig.Host.Start(_rig.Of(CommandLine.OfText(ProcessRig.Bash, "pwd -P"), directory: directory)).Ended;

        Assert.EndsWith("/a b ü\n", _rig.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_is_exactly_the_given_one()
    {
        var template = new EnvironmentTemplate([new("A", "shared"), new("B", "shared"), new("A", "later one beats")]);
        await _rig.Host.Start(_rig.Of(
            new CommandLine("/usr/bin/env"), environment: template,
            variables: [new("B", "007"), new("C", "1e-4 ü\n$(x)")])).Ended;

        Assert.Equal("A=later one beats\nB=007\nC=1e-4 ü\n$(x)\n", _rig.Out);
    }

    [Fact]
    public async Task Timeout_ends_the_command_and_is_the_cause()
    {
        var end = await _rig.Run("sleep 600", new(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(EndCause.Timeout, end.Cause);
        Assert.InRange(end.Elapsed, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Kill_ends_a_command_that_ignores_requests()
    {
        var ready = await _rig.Pipe("ready");
        var process = _rig.Host.Start(_rig.Text($"trap '' TERM; echo > {ready}; while true; do sleep 600; done"));
        await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken);
        process.Kill();
        var end = await process.Ended;

        Assert.Equal(EndCause.Request, end.Cause);
    }

    [Fact]
    public async Task Requests_after_the_end_do_nothing()
    {
        var process = _rig.Host.Start(_rig.Text("exit 3"));
        await process.Ended;
        process.Terminate();
        process.Kill();

        Assert.Equal(3, (await process.Ended).ExitCode);
        Assert.Equal(EndCause.Itself, (await process.Ended).Cause);
    }

    [Fact]
    public void Missing_directory_is_told_and_nothing_runs()
    {
        var directory = Path.Join(_rig.Folder, "gone");
        var failure = Assert.Throws<StartException>(
            () => _rig.Host.Start(_rig.Of(CommandLine.OfText(ProcessRig.Bash, "true"), directory: directory)));

        Assert.Equal(StartFailure.DirectoryUnusable, failure.Failure);
        Assert.Equal(
            $"cannot run in directory {directory}: there is no such directory; create it, or allow this user to enter it",
            failure.Message);
    }

    [Fact]
    public void Missing_program_is_told_and_nothing_runs()
    {
        var program = Path.Join(_rig.Folder, "nothing");
        var failure = Assert.Throws<StartException>(() => _rig.Host.Start(_rig.Of(new CommandLine(program))));

        Assert.Equal(StartFailure.Other, failure.Failure);
        Assert.Equal(
            $"cannot run {program}: there is no such program; install it, or correct the path (No such file or directory (errno 2))",
            failure.Message);
    }

    [Fact]
    public void Script_that_vanished_is_told_and_nothing_runs()
    {
        var script = _rig.Script("#!/bin/sh\nexit 0\n");
        var command = CommandLine.OfScript(ProcessRig.Bash, script);
        File.Delete(script);
        var failure = Assert.Throws<StartException>(() => _rig.Host.Start(_rig.Of(command)));

        Assert.Equal(StartFailure.ScriptMissing, failure.Failure);
        Assert.Equal(
            $"cannot run script {script}: there is no such file; correct the path, or put the file there", failure.Message);
    }

    [Fact]
    public async Task Thousand_processes_sixteen_at_a_time_are_all_reported()
    {
        var next = -1;
        var codes = new int?[1000];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Slot()));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (int?)(i % 256)), codes);

        async Task Slot()
        {
            while (Interlocked.Increment(ref next) is var i and < 1000)
                codes[i] = (await _rig.Run($"exit {i % 256}")).ExitCode;
        }
    }
}
