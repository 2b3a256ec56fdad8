using System.Collections;
using Muster.PowerShell;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Specs;
using Muster.PowerShell.Submitting;
using Muster.PowerShell.Views;
using Muster.PowerShell.Waiting;

namespace Muster.Tests.Module;

/// <summary>Submissions and waits, driven without PowerShell.</summary>
public sealed class SubmitCmdletTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-module-").FullName;

    private static Hashtable Grid => new() { ["x"] = new[] { 1, 2, 3 } };

    private string Store => Path.Join(folder, "store");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_would_be_submitted_is_asked_about_in_numbers_and_makes_no_store()
    {
        var sink = new RecordingSink { May = false };
        Drive(Submit(command: "echo $PARAM_x", most: 1), sink);

        Assert.Equal([$"Submit 3 points, in at most 1 slot of this machine: sweep in {Store}"], sink.Asked);
        Assert.Empty(sink.Objects);
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public void A_plan_is_given_without_asking()
    {
        var sink = new RecordingSink();
        Drive(new SubmitMusterRun { Store = Store, Command = "echo $PARAM_x", MaxConcurrent = 1, Grid = Grid, Switches = ["DryRun"] }, sink);

        var plan = Assert.IsType<MusterRunPlan>(Assert.Single(sink.Objects));
        Assert.Equal((3L, 1L, 1, "echo $PARAM_x"), (plan.Points, plan.AtOnce, plan.Attempts, plan.Work));
        Assert.Equal(["x=1", "x=2", "x=3"], plan.FirstPoints);
        Assert.Empty(sink.Asked);
    }

    [Fact]
    public void A_command_without_parameters_is_warned_about()
    {
        var sink = new RecordingSink { May = false };
        Drive(Submit(command: "echo "), sink);
        Assert.Equal(["warning: The command uses none of the parameters x, so it does the same for each point: echo . In double quotes PowerShell puts in its own variables, which are empty. Write it in single quotes: '... $PARAM_x'"], sink.Objects);
    }

    [Fact]
    public void A_run_is_given_at_once_and_the_same_token_gives_it_again()
    {
        var (first, second) = (new RecordingSink(), new RecordingSink());
        Drive(Submit(command: "echo $PARAM_x", token: "once"), first);
        Drive(Submit(command: "echo $PARAM_x", token: "once", most: 2), second);

        var run = Assert.IsType<MusterRun>(Assert.Single(first.Objects));
        Assert.Equal(("sweep", "Ready", 3L, Store), (run.Name, run.State, run.Points, run.Store));
        Assert.Equal($"warning: Already submitted as {run.Id}; -MaxConcurrent has no effect.", second.Objects[0]);
        Assert.Equal(run.Id, Assert.IsType<MusterRun>(second.Objects[1]).Id);
    }

    [Fact]
    public void A_run_that_was_cancelled_is_given_and_is_an_error_with_the_run_as_its_target()
    {
        var submitted = new RecordingSink();
        Drive(Submit(command: "echo $PARAM_x"), submitted);
        var run = Assert.IsType<MusterRun>(Assert.Single(submitted.Objects));
        Cancel(run);
        var sink = new RecordingSink();
        Drive(new WaitMusterRun { Store = Store, Run = [run.Id, "last"], Timeout = TimeSpan.FromSeconds(10) }, sink);

        Assert.Equal("Cancelled", Assert.IsType<MusterRun>(Assert.Single(sink.Objects)).State); // named twice, waited for once
        var error = Assert.Single(sink.Errors);
        Assert.Equal((ErrorId.RunCancelled, $"Run {run.Id} (sweep) was cancelled: 0 of 3 points succeeded, 0 failed."), (error.Id, error.Message));
        Assert.Equal(run.Id, Assert.IsType<MusterRun>(error.Target).Id);
    }

    [Fact]
    public void A_file_that_is_refused_is_an_error_and_the_next_has_its_turn()
    {
        var (bad, good) = (Path.Join(folder, "bad.yaml"), Path.Join(folder, "good.yaml"));
        File.WriteAllText(bad, "comand: x\n");
        File.WriteAllText(good, "command: 'true'\nparams: [{}]\n");
        var sink = new RecordingSink();
        Drive(new SubmitMusterRun { Store = Store, Path = [bad, good], Switches = ["DryRun"] }, sink);

        Assert.Equal("good", Assert.IsType<MusterRunPlan>(Assert.Single(sink.Objects)).Name);
        Assert.Equal((ErrorId.InvalidSpec, "comand"), (Assert.Single(sink.Errors).Id, ((MusterSpecProblem[])sink.Errors[0].Target!)[0].Value));
    }

    [Fact]
    public void A_spec_is_submitted_as_it_was_put_together()
    {
        var made = new RecordingSink();
        Drive(new NewMusterSweepSpec { Name = "mine", Command = "true", Grid = new Hashtable { ["x"] = new[] { 1, 2 } } }, made);
        var sink = new RecordingSink();
        Drive(new SubmitMusterRun { Store = Store, InputObject = Assert.Single(made.Objects), Switches = ["NoEngine"] }, sink);
        Assert.Equal(("mine", 2L), (Assert.IsType<MusterRun>(Assert.Single(sink.Objects)).Name, ((MusterRun)sink.Objects[0]).Points));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData(90, 90)]
    [InlineData(0.5, 0.5)]
    public void A_time_is_given_as_elsewhere_or_in_seconds(object given, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), TimeArgumentAttribute.TimeOf(given));

    [Theory]
    [InlineData("Name a directory with --store or MUSTER_STORE.", "Name a directory with -Store or MUSTER_STORE.")]
    [InlineData("Finish that first (muster delete r1), then submit again.", "Finish that first (Remove-MusterRun r1), then submit again.")]
    [InlineData("It is in /home/muster data, and --unknown stays.", "It is in /home/muster data, and --unknown stays.")]
    public void Texts_of_the_command_are_told_in_words_of_PowerShell(string told, string expected) => Assert.Equal(expected, CmdletWords.Of(told));

    private static void Drive(MusterCmdlet cmdlet, RecordingSink sink)
    {
        using (cmdlet)
            cmdlet.Drive(sink);
    }

    private SubmitMusterRun Submit(string command, int? most = null, string? token = null) => new()
    {
        Store = Store, Command = command, MaxConcurrent = most, ClientToken = token, Grid = Grid, Switches = ["NoEngine"],
    };

    private static void Cancel(MusterRun run)
    {
        using var store = Muster.Cli.Stores.OpenStores.OrMake(Muster.Cli.Stores.StoreAddress.Of(run.Store, _ => null), _ => null);
        new Muster.Operations.RunCancel(store.Ports.Store, store.Ports.Time).CancelAsync(new(run.Id)).GetAwaiter().GetResult();
    }
}
