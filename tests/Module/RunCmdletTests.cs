using Muster.Cli.Stores;
using Muster.PowerShell;
using Muster.PowerShell.Context;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Views;
using Muster.Tests.Conformance;

namespace Muster.Tests.Module;

/// <summary>Cmdlets driven without PowerShell: what they write is seen in a sink.</summary>
public sealed class RunCmdletTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-module-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Runs_are_given_newest_first_and_chosen_by_state_and_name()
    {
        await SubmitAsync("one", minutes: 1);
        await SubmitAsync("two", minutes: 2);

        Assert.Equal(["two", "one"], Given(new()).Select(run => run.Name));
        Assert.Equal(["two"], Given(new() { First = 1 }).Select(run => run.Name));
        Assert.Equal(["two", "one"], Given(new() { State = ["ready"] }).Select(run => run.Name));
        Assert.Empty(Given(new() { State = ["Complete"] }));
        Assert.Equal(("two", "Ready", 1L, folder), Given(new() { Run = ["last"] }).Select(run => (run.Name, run.State, run.Points, run.Store)).Single());
    }

    [Fact]
    public async Task An_unknown_run_is_an_error_with_its_id_and_its_cure()
    {
        await SubmitAsync("one", minutes: 1);
        var sink = new RecordingSink();
        using var cmdlet = new GetMusterRun { Store = folder, Run = ["nosuch"] };
        cmdlet.Drive(sink);

        var error = Assert.Single(sink.Errors);
        Assert.Equal((ErrorId.RunNotFound, "nosuch", "See what there is: Get-MusterRun"), (error.Id, error.Target, error.Cure));
        Assert.Equal("No run is named 'nosuch', and no run's id starts so. The newest runs are named: one.", error.Message);
    }

    [Fact]
    public void Where_there_is_no_store_a_list_is_empty_and_a_name_is_an_error()
    {
        var nowhere = Path.Join(folder, "none");
        Assert.Empty(Given(new() { Store = nowhere }));
        using var cmdlet = new GetMusterRun { Store = nowhere, Run = ["x"] };
        var thrown = Assert.Throws<CmdletException>(() => cmdlet.Drive(new RecordingSink()));
        Assert.Equal($"There is no store in {nowhere} yet, so there is no run 'x'.", thrown.Message);
    }

    [Fact]
    public void What_is_not_allowed_does_not_change_the_context()
    {
        var before = MusterContext.Current;
        var sink = new RecordingSink { May = false };
        using var cmdlet = new SetMusterContext { StoreName = "team", Region = "eu-west-1" };
        cmdlet.Drive(sink);

        Assert.Equal(["Work with this store from now on: aws://eu-west-1/team"], sink.Asked);
        Assert.Empty(sink.Objects);
        Assert.Same(before, MusterContext.Current);
    }

    private List<MusterRun> Given(GetMusterRun cmdlet)
    {
        var sink = new RecordingSink();
        using (cmdlet)
        {
            cmdlet.Store ??= folder;
            cmdlet.Drive(sink);
        }

        Assert.Empty(sink.Errors);
        return [.. sink.Objects.Cast<MusterRun>()];
    }

    private async Task SubmitAsync(string name, int minutes)
    {
        using var store = OpenStores.OrMake(StoreAddress.Of(folder, _ => null), _ => null);
        var run = Samples.Run() with { Id = Muster.Runs.RunId.FromToken(name), Name = name, State = Muster.Runs.RunState.Ready, Version = 1, PointCount = 1, CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minutes), Lock = null };
        Assert.Equal(Muster.Stores.WriteAnswer.Written, await store.Ports.Store.WriteAsync(run, TestContext.Current.CancellationToken));
    }
}
