using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Muster.PowerShell;
using Muster.PowerShell.Jobs;
using Muster.PowerShell.Logs;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Points;
using Muster.PowerShell.Results;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Submitting;
using Muster.PowerShell.Views;
using Muster.Sweeps;

namespace Muster.Tests.Module;

/// <summary>Points and results are objects whose parameters and metrics are properties.</summary>
public sealed class ObjectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-module-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Parameters_of_points_are_properties_and_those_whose_names_are_taken_are_told_apart()
    {
        Submit(new() { ["lr"] = new[] { 0.5, 1.5 }, ["State"] = new[] { "on" }, ["LR"] = new[] { 7 } });
        var points = Drive(new GetMusterPoint { Run = ["last"] }).Objects.Cast<MusterPoint>().ToList();

        Assert.Equal([("Pending", 0L), ("Pending", 1L)], points.Select(point => (point.State, point.Index)));
        Assert.Equal(["LR=7", "param.State=on", "param.lr=0.5"], Notes(points[0]));
        Assert.Equal(["LR=7", "param.State=on", "param.lr=1.5"], Notes(points[1]));
    }

    [Fact]
    public void Points_are_chosen_by_indexes_and_parameters()
    {
        Submit(new() { ["lr"] = new[] { 0.5, 1.5, 2.5 } });
        Assert.Equal([1L, 2], Indexes(new() { Run = ["last"], Index = ["1-2"] }));
        Assert.Equal([2L], Indexes(new() { Run = ["last"], Where = ["lr>2"] }));
        Assert.Equal([1L], Indexes(new() { Run = ["last"], Parameter = new Hashtable { ["lr"] = 1.5 } }));
        Assert.Equal([1L], Indexes(new() { Run = ["last"], From = 1, First = 1 }));
    }

    [Theory]
    [InlineData("x", "-Index is 'x'; it is numbers and ranges such as 3, 7-9, counted from 0.")]
    public void Indexes_that_are_none_end_the_cmdlet(string index, string message)
    {
        Submit(new() { ["lr"] = new[] { 1 } });
        var thrown = Assert.Throws<CmdletException>(() => Drive(new GetMusterPoint { Run = ["last"], Index = [index] }));
        Assert.Equal((ErrorId.InvalidArgument, message), (thrown.Error.Id, thrown.Message));
    }

    [Fact]
    public void Results_have_the_same_properties_for_all_points()
    {
        Submit(new() { ["lr"] = new[] { 0.5, 1.5 } });
        var results = Drive(new GetMusterResult { Run = ["last"] }).Objects.Cast<MusterResult>().ToList();

        Assert.All(results, result => Assert.Equal(["Index", "lr", "State", "ExitCode", "Signal", "Attempts", "StartedAt", "EndedAt", "Elapsed", "CpuTime", "PeakMemoryBytes", "Run", "Store"], result.Names));
        Assert.Equal((0.5, "Pending", folder), (results[0]["lr"], results[0]["State"], results[0]["Store"]));
    }

    [Fact]
    public void What_is_not_there_is_an_error_with_its_id()
    {
        Submit(new() { ["lr"] = new[] { 1 } });
        Assert.Equal(ErrorId.JobNotFound, Assert.Single(Drive(new GetMusterJob { Run = ["last"] }).Errors).Id);
        Assert.Equal(ErrorId.PointNotFound, Assert.Single(Drive(new GetMusterWaitReason { Run = ["last"], Index = ["5"] }).Errors).Id);
        Assert.Equal(ErrorId.PointNotFound, Assert.Single(Drive(new GetMusterWaitReason { Run = ["last"], Pool = 5 }).Errors).Id);
        var log = Assert.Single(Drive(new GetMusterLog { Run = ["last"] }).Errors);
        Assert.Equal(ErrorId.NotAvailable, log.Id);
    }

    [Theory]
    [InlineData("2", 2L)]
    [InlineData("2.5", 2.5)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("\"2\"", "2")]
    [InlineData("true", true)]
    [InlineData("null", null)]
    public void Numbers_are_numbers(string json, object? value) => Assert.Equal(value, JsonValue.Of(json));

    [Fact]
    public void Names_of_properties_differ_by_more_than_case_and_stay_the_same() =>
        Prop.ForAll(Gen.Elements("a", "A", "b", "State", "state", "param.a", "PARAM.A", "metric.b").ListOf().ToArbitrary(), asked =>
        {
            var names = new NoteNames(["State"]);
            var given = asked.Select(name => (name, Shown: names.Of("param.", name))).ToList();
            var distinct = given.Distinct().ToList();
            return distinct.Count == asked.Distinct(StringComparer.Ordinal).Count()
                && distinct.Select(pair => pair.Shown).Append("State").Distinct(StringComparer.OrdinalIgnoreCase).Count() == distinct.Count + 1;
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Notes(MusterPoint point) =>
        ((INoted)point).Notes.Select(note => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{note.Key}={note.Value}")).Order(StringComparer.Ordinal);

    private IEnumerable<long> Indexes(GetMusterPoint cmdlet) => Drive(cmdlet).Objects.Cast<MusterPoint>().Select(point => point.Index);

    // No engine is there, and switches have no value outside PowerShell: what is submitted stays as it is.
    private void Submit(Hashtable grid) => Assert.Single(Drive(new SubmitMusterRun { Command = "echo $PARAM_lr", Grid = grid }).Objects.OfType<MusterRun>());

    private RecordingSink Drive(StoreCmdlet cmdlet)
    {
        var sink = new RecordingSink();
        using (cmdlet)
        {
            cmdlet.Store = folder;
            cmdlet.Drive(sink);
        }

        return sink;
    }
}
