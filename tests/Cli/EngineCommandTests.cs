using Muster.Cli;
using Muster.Local.Store;
using Muster.Tests.Agent;

namespace Muster.Tests.Cli;

public sealed class EngineCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CliRig cli = new();

    public EngineCommandTests() => cli.Environment["MUSTER_STORE"] = folder.Path;

    private StoreDirectory Directory => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_an_engine_the_status_says_so_and_a_stop_has_nothing_to_do()
    {
        Assert.Equal(new(0, $"No engine of {folder.Path} is alive on this machine.\n", ""), await cli.RunAsync("engine", "status"));
        Assert.Equal(new(0, "", $"No engine of {folder.Path} is alive on this machine.\n"), await cli.RunAsync("engine", "stop"));
        await cli.World.AddAsync("lr");
        Assert.Equal(new(0, $"No engine of {folder.Path} is alive on this machine.\n1 run wants work; start one: muster engine start\n", ""), await cli.RunAsync("engine", "status"));
    }

    [Theory]
    [InlineData(EngineRole.Staying, false, "It stays until it is stopped: muster engine stop")]
    [InlineData(EngineRole.UntilIdle, false, "It ends when nothing wants work any more.")]
    [InlineData(EngineRole.Watched, false, "It is a muster submit or run that somebody watches, and ends with its run.")]
    [InlineData(EngineRole.Staying, true, "It was asked to end: it starts nothing more, and ends with the points that run.")]
    public async Task An_engine_is_shown_with_what_becomes_of_it(EngineRole role, bool stopping, string future)
    {
        using var held = EngineLock.TryAcquire(Directory, Holder(role) with { IsStopping = stopping });

        Assert.Equal(
            new(0, $"Process {Environment.ProcessId} on {Environment.MachineName} is the engine of {folder.Path} since 2026-03-01 11:55:00 UTC (5m ago).\n{future}\nIt works on no run.\n", ""),
            await cli.RunAsync("engine", "status"));
    }

    [Fact]
    public async Task An_engine_is_shown_with_its_runs_and_who_follows_it()
    {
        var run = await cli.World.AddAsync("lr");
        await run.StartAsync();
        await run.WorkAsync(1);
        await run.ChangeAsync(record => record with { Lock = record.Lock! with { Owner = "this-machine" } });
        using var held = EngineLock.TryAcquire(Directory, Holder(EngineRole.UntilIdle) with { Engine = "this-machine" });
        using var next = EngineLock.TryQueue(Directory, Holder(EngineRole.Staying));

        var text = await cli.RunAsync("engine", "status");
        var json = await cli.RunAsync("engine", "status", "--json");

        Snapshot.Matches("engine-status.txt", Anonymous(text.Out, run.Id.Value));
        Snapshot.Matches("engine-status.json", Anonymous(json.Out, run.Id.Value));
    }

    [Fact]
    public async Task A_watched_submission_is_not_stopped_without_force()
    {
        using var held = EngineLock.TryAcquire(Directory, Holder(EngineRole.Watched));

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: The engine of {folder.Path} is process {Environment.ProcessId}, a muster submit or run that somebody watches. Press Ctrl-C there, or give --force to do the same from here.\n"),
            await cli.RunAsync("engine", "stop"));
    }

    [Fact]
    public async Task An_engine_of_another_machine_is_not_stopped()
    {
        using var held = EngineLock.TryAcquire(Directory, Holder(EngineRole.Staying) with { Host = "elsewhere" });

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: The engine of {folder.Path} is process {Environment.ProcessId} on elsewhere. Stop it there.\n"),
            await cli.RunAsync("engine", "stop"));
    }

    [Fact]
    public async Task An_engine_that_did_not_tell_its_process_is_not_signalled()
    {
        using var held = EngineLock.TryAcquire(Directory, new(null, null, null));

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: The engine of {folder.Path} did not tell its process, so it is not signalled. Try again in a moment.\n"),
            await cli.RunAsync("engine", "stop"));
    }

    [Fact]
    public async Task An_engine_that_cannot_be_started_is_told()
    {
        var file = folder.Write("file", "no directory");
        cli.Environment["MUSTER_STORE"] = file;

        var answer = await cli.RunAsync("engine", "start");

        Assert.Equal((ExitCode.CouldNotTell, ""), (answer.Code, answer.Out));
        Assert.StartsWith($"muster: The store {file} cannot be written: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_whose_process_is_no_more_is_not_believed()
    {
        var mine = Holder(EngineRole.Staying);
        using var held = EngineLock.TryAcquire(Directory, mine with { Identity = mine.Identity! with { EarliestStart = 1, LatestStart = 1 } });

        Assert.Equal(new(null, null, null), EngineLock.FindHolder(Directory));
    }

    [Fact]
    public async Task A_staying_engine_is_not_started_twice()
    {
        using var held = EngineLock.TryAcquire(Directory, Holder(EngineRole.Staying));

        Assert.Equal(
            new(0, "", $"Process {Environment.ProcessId} is the engine of {folder.Path} already, and stays until it is stopped.\n"),
            await cli.RunAsync("engine", "start"));
    }

    private EngineHolder Holder(EngineRole role) => EngineHolder.OfThisProcess(cli.World.Time.GetUtcNow().AddMinutes(-5), role);

    private string Anonymous(string text, string run) => text.Replace(run, "rRUN", StringComparison.Ordinal).Replace($"{Environment.ProcessId}", "4321", StringComparison.Ordinal)
        .Replace(Environment.MachineName, "HOST", StringComparison.Ordinal).Replace(folder.Path, "/STORE", StringComparison.Ordinal);
}
