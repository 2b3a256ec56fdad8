using System.Collections;
using Muster.PowerShell;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Submitting;
using Muster.PowerShell.Views;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Tests.Module;

/// <summary>Runs are changed, and what a change would do is asked about in numbers.</summary>
public sealed class RunChangeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-module-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_that_waits_is_cancelled_and_given_as_it_is_then()
    {
        var run = Submit();
        var sink = Drive(new StopMusterRun { Run = [run.Id] });

        Assert.Equal([$"Cancel 3 waiting points: run {run.Id} (sweep)"], sink.Asked);
        Assert.Equal((run.Id, "Cancelled", folder), Given(sink) is var given ? (given.Id, given.State, given.Store) : default);
    }

    [Fact]
    public void Points_are_counted_that_would_be_cancelled_and_nothing_is_done_that_is_not_allowed()
    {
        var run = Submit();
        var sink = Drive(new StopMusterRun { Run = [run.Id], Index = ["0", "2"] }, may: false);

        Assert.Equal([$"Cancel 2 waiting points of 0,2: run {run.Id} (sweep)"], sink.Asked);
        Assert.Empty(sink.Objects);
        Assert.Equal("Ready", Given(Drive(new GetMusterRun { Run = [run.Id] })).State);
    }

    [Fact]
    public void A_run_that_ended_is_given_without_asking()
    {
        var run = Submit();
        Drive(new StopMusterRun { Run = [run.Id] });
        var sink = Drive(new StopMusterRun { Run = [run.Id] });

        Assert.Empty(sink.Asked);
        Assert.Equal("Cancelled", Given(sink).State);
    }

    [Fact]
    public void Points_are_counted_that_would_run_again()
    {
        var run = Submit();
        Drive(new StopMusterRun { Run = [run.Id] });
        Assert.Equal([$"Run 3 of 3 points again, in round 2: run {run.Id} (sweep)"], Drive(new RestartMusterRun { Run = [run.Id] }, may: false).Asked);
        Assert.Equal([$"Run 1 of 3 points again, in round 2: run {run.Id} (sweep)"], Drive(new RestartMusterRun { Run = [run.Id], Index = ["1"] }, may: false).Asked);
    }

    [Fact]
    public void A_run_that_goes_on_is_not_run_again_and_the_error_speaks_of_cmdlets()
    {
        var run = Submit();
        var sink = Drive(new RestartMusterRun { Run = [run.Id] });

        var error = Assert.Single(sink.Errors);
        Assert.Equal((ErrorId.RunStateRefused, run.Id), (error.Id, error.Target));
        Assert.Equal($"Run {run.Id} (sweep) is waiting; a retry opens a new round, so the run must have ended. Wait for it, or cancel it first.", error.Message);
        Assert.Empty(sink.Asked);
    }

    [Fact]
    public void A_run_is_held_and_what_a_release_would_let_go_on_is_counted()
    {
        var run = Submit();
        var held = Drive(new SuspendMusterRun { Run = [run.Id] });
        Assert.Equal([$"Start none of 3 waiting points until it is resumed: run {run.Id} (sweep)"], held.Asked);
        Assert.Equal(("Held", $"It is held, and starts nothing until it is released: Resume-MusterRun {run.Id}"), (Given(held).State, Given(held).Reason));

        Assert.Equal([$"Let 3 points go on: run {run.Id} (sweep)"], Drive(new ResumeMusterRun { Run = [run.Id] }, may: false).Asked);
    }

    [Fact]
    public void Limits_are_changed_and_what_they_were_is_said()
    {
        var run = Submit();
        var sink = Drive(new SetMusterRun { Run = [run.Id], Priority = Priority.Urgent, MaxConcurrent = 1 });

        Assert.Equal([$"Set the priority to Urgent (now Normal), and at most 1 point at once (now no limit of points at once): run {run.Id} (sweep)"], sink.Asked);
        Assert.Equal("Urgent", Given(sink).Priority);
    }

    [Fact]
    public void A_change_without_anything_to_change_ends_the_cmdlet()
    {
        var run = Submit();
        var thrown = Assert.Throws<CmdletException>(() => Drive(new SetMusterRun { Run = [run.Id] }));
        Assert.Equal("Set-MusterRun needs -Priority, -MaxConcurrent or -NoMaxConcurrent: what to change.", thrown.Message);
    }

    [Fact]
    public void A_run_that_ended_is_deleted_and_one_that_did_not_is_an_error()
    {
        var (ended, going) = (Submit("ended"), Submit("going"));
        Drive(new StopMusterRun { Run = [ended.Id] });
        var sink = Drive(new RemoveMusterRun { Run = [ended.Id, going.Id] });

        Assert.Equal([$"Delete 3 points, no files: run {ended.Id} (ended)"], sink.Asked);
        Assert.Empty(sink.Objects);
        var error = Assert.Single(sink.Errors);
        Assert.Equal((ErrorId.RunStateRefused, going.Id, $"Run {going.Id} (going) is waiting; cancel it first: Stop-MusterRun {going.Id}"), (error.Id, error.Target, error.Message));
        Assert.Equal([going.Id], Drive(new GetMusterRun()).Objects.Cast<MusterRun>().Select(run => run.Id));
    }

    private static MusterRun Given(RecordingSink sink) => Assert.IsType<MusterRun>(Assert.Single(sink.Objects));

    private RecordingSink Drive(StoreCmdlet cmdlet, bool may = true)
    {
        var sink = new RecordingSink { May = may };
        using (cmdlet)
        {
            cmdlet.Store = folder;
            cmdlet.Drive(sink);
        }

        return sink;
    }

    private MusterRun Submit(string name = "sweep") => Assert.IsType<MusterRun>(Assert.Single(Drive(
        new SubmitMusterRun { Command = "echo $PARAM_x", Name = name, Grid = new Hashtable { ["x"] = new[] { 1, 2, 3 } } }).Objects));
}
