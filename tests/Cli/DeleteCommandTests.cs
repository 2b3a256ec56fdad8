using System.Text;
using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class DeleteCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_has_ended_is_deleted_with_all_that_belongs_to_it()
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World);

        Assert.Equal(new(0, "", $"Deleted run {run.Id} (lr): 2 points, 2 files of 2.0 KiB.\n"), await cli.RunAsync("delete", "lr", "--yes"));

        Assert.Null(await cli.World.Store.GetRunAsync(run.Id, Cancel));
        Assert.Null(await cli.World.Store.GetChunkAsync(new(run.Id, 1, 0, 0), Cancel));
        Assert.Empty(await cli.World.Files.ListRunsAsync(Cancel));
        Assert.False(await cli.World.Blobs.ListAsync(SpecBlobs.Prefix(run.Id), Cancel).AnyAsync(Cancel));
        Assert.Equal(new(ExitCode.CouldNotTell, "", "muster: There are no runs in this store.\n"), await cli.RunAsync("delete", "lr", "--yes"));
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData(" YES ", true)]
    [InlineData("", false)]
    [InlineData("n", false)]
    [InlineData("yep", false)]
    public async Task On_a_terminal_it_asks_first(string answer, bool deleted)
    {
        var cli = new CliRig { Answers = new([answer]) };
        var run = await EndedAsync(cli.World);
        var question = $"Delete run {run.Id} (lr): 2 points, 2 files of 2.0 KiB? [y/N] ";

        Assert.Equal(
            deleted ? new(0, "", $"{question}Deleted run {run.Id} (lr): 2 points, 2 files of 2.0 KiB.\n") : new(ExitCode.Failed, "", $"{question}Run {run.Id} is left as it is.\n"),
            await cli.RunAsync("delete", "lr"));

        Assert.Equal(deleted, await cli.World.Store.GetRunAsync(run.Id, Cancel) is null);
    }

    [Fact]
    public async Task Of_several_runs_each_is_asked_for_and_one_named_twice_once()
    {
        var cli = new CliRig { Answers = new(["n", "y"]) };
        var (one, two) = (await EndedAsync(cli.World, "one"), await EndedAsync(cli.World, "two"));

        var answer = await cli.RunAsync("delete", "one", "two", two.Id.Value, "--json");

        Assert.Equal(ExitCode.Failed, answer.Code);
        Assert.NotNull(await cli.World.Store.GetRunAsync(one.Id, Cancel));
        Assert.Null(await cli.World.Store.GetRunAsync(two.Id, Cancel));
        Snapshot.Matches("delete.json", answer.Out.Replace(one.Id.Value, "ONE", StringComparison.Ordinal).Replace(two.Id.Value, "TWO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_option_is_no_run() => Assert.Equal(
        new(ExitCode.Usage, "", "muster: 'muster delete' has no option '--yess'. Did you mean '--yes'? See 'muster delete --help'.\n"),
        await new CliRig().RunAsync("delete", "lr", "--yess"));

    [Fact]
    public async Task Without_a_terminal_it_wants_the_answer_beforehand()
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World);

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: muster delete asks first, and there is no terminal to ask on. Give --yes to answer beforehand.\n"),
            await cli.RunAsync("delete", "lr"));
        Assert.NotNull(await cli.World.Store.GetRunAsync(run.Id, Cancel));
    }

    [Fact]
    public async Task A_run_that_is_going_is_not_deleted_and_neither_are_those_named_with_it()
    {
        var cli = new CliRig();
        var ended = await EndedAsync(cli.World);
        var going = await cli.World.AddAsync("going");
        await going.StartAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Nothing was deleted: Run {going.Id} (going) is running; cancel it first: muster cancel {going.Id}\n"),
            await cli.RunAsync("delete", "lr", "going", "--yes"));
        Assert.NotNull(await cli.World.Store.GetRunAsync(ended.Id, Cancel));
    }

    [Fact]
    public async Task A_worker_that_is_just_ending_is_waited_for_and_one_that_stays_refuses()
    {
        var cli = new CliRig { World = new() { Time = new() { GoesOn = true }, IsAlive = _ => true } };
        var run = await EndedAsync(cli.World);
        await run.WorkAsync(0);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) ended in error, but its worker w1 is still ending. Try again in a moment.\n"),
            await cli.RunAsync("delete", "lr", "--yes"));
        cli.World.IsAlive = _ => false;
        Assert.Equal(0, (await cli.RunAsync("delete", "lr", "--yes")).Code);
    }

    [Fact]
    public async Task A_run_that_another_waits_for_is_not_deleted_until_that_has_started()
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World);
        var waits = await cli.World.AddAsync("waits", change: record => record with { After = [new(run.Id, "lr", DependencyKind.Any)] });

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) is waited for by {waits.Id} (waits); cancel or delete that first.\n"),
            await cli.RunAsync("delete", "lr", "--yes"));
        await waits.StartAsync();
        Assert.Equal(0, (await cli.RunAsync("delete", "lr", "--yes")).Code);
    }

    [Fact]
    public async Task A_run_that_is_held_may_be_deleted_and_is_neither_pruned_nor_exported()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("held");
        await cli.RunAsync("hold", "held");

        Assert.Equal(
            new(0, "", "Nothing is to be pruned: no run ended so long ago.\n"),
            await cli.RunAsync("prune", "--older-than", "0s", "--yes"));
        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (held) is held; only a run that has ended is exported. Wait for it (muster wait {run.Id}), or cancel it (muster cancel {run.Id}).\n"),
            await cli.RunAsync("export", "held", "-o", "-"));
        Assert.Equal(new(0, "", $"Deleted run {run.Id} (held): 4 points, no files.\n"), await cli.RunAsync("delete", "held", "--yes"));
    }

    [Fact]
    public async Task A_run_whose_files_another_works_on_is_left_alone()
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World);
        using var held = cli.World.Files.TryLock(run.Id);

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: Run {run.Id} is being deleted, pruned, exported or imported by another process on this machine. Try again when that is done.\n"),
            await cli.RunAsync("delete", "lr", "--yes"));
    }

    [Fact]
    public async Task A_run_that_is_half_deleted_shows_so_refuses_all_else_and_is_finished()
    {
        var cli = new CliRig { Answers = new(["y"]) };
        var run = await EndedAsync(cli.World);
        await cli.World.Store.WriteAsync((await run.RecordAsync()).Delete(cli.World.Time.GetUtcNow()), Cancel);
        await cli.World.Files.DeleteAllAsync(run.Id, Cancel);
        var refusal = new Answer(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) is being deleted; nothing else can be done with it. Finish it: muster delete {run.Id}\n");

        Assert.Contains("Deleting", (await cli.RunAsync("list")).Out, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"deleting\"", (await cli.RunAsync("status", "lr", "--json")).Out, StringComparison.Ordinal);
        Assert.Contains($"  deleting  since 2026-03-01 12:00:00 UTC (just now); finish it: muster delete {run.Id}\n", (await cli.RunAsync("status", "lr")).Out, StringComparison.Ordinal);
        Assert.Equal(refusal, await cli.RunAsync("retry", "lr"));
        Assert.Equal(refusal, await cli.RunAsync("cancel", "lr"));
        Assert.Equal(
            new(0, "", $"Finish deleting run {run.Id} (lr): 2 points, no files? [y/N] Deleted run {run.Id} (lr): 2 points, no files.\n"),
            await cli.RunAsync("delete", "lr"));
        Assert.Null(await cli.World.Store.GetRunAsync(run.Id, Cancel));
    }

    [Fact]
    public async Task What_is_left_of_a_run_that_is_not_there_is_deleted_by_its_id()
    {
        var cli = new CliRig { Answers = new(["y"]) };
        var id = RunId.FromToken("elsewhere");
        await cli.World.AddAsync("other");
        using (var bytes = new MemoryStream([1, 2, 3]))
            await cli.World.Files.WriteAsync(id, "output/a", bytes, Cancel);
        var subject = $"what is left of run {id}, which is not in this store";

        Assert.Equal(new(0, "", $"Delete {subject}: 1 file of 3 B? [y/N] Deleted {subject}: 1 file of 3 B.\n"), await cli.RunAsync("delete", id.Value));
        Assert.Empty(await cli.World.Files.ListRunsAsync(Cancel));
        Assert.Equal(ExitCode.CouldNotTell, (await cli.RunAsync("delete", id.Value, "--yes")).Code);
    }

    /// <summary>Two points, of which one failed, and two files.</summary>
    internal static async Task<BuiltRun> EndedAsync(RunWorld world, string name = "lr")
    {
        var run = await world.AddAsync(name, 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: "{\"loss\":1}"));
        await run.EndAsync(1, PointState.Failed, run.Attempt(1, output: ("out", "err")));
        await run.ReportAsync(RunState.Error);
        foreach (var path in new[] { "output/log-1", "points/0/1/scratch" })
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 1024)));
            await world.Files.WriteAsync(run.Id, path, bytes, Cancel);
        }

        return run;
    }
}
