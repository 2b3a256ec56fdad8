using System.Collections;
using System.Collections.Specialized;
using Muster.PowerShell;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Specs;
using Muster.PowerShell.Views;

namespace Muster.Tests.Module;

/// <summary>Specs that are put together from values, driven without PowerShell.</summary>
public sealed class SpecCmdletTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-module-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_sweep_has_the_combinations_of_its_grid_and_a_hashtable_is_taken_by_its_names()
    {
        var spec = Made(new NewMusterSweepSpec { Command = "echo $PARAM_a", Grid = new Hashtable { ["b"] = new[] { 1, 2 }, ["a"] = 0.5, ["Timeout"] = "x" } });

        Assert.Equal(("Sweep", "sweep", 2L), (spec.Kind, spec.Name, spec.Points));
        Assert.Equal("""{"command":"echo $PARAM_a","grid":{"param:Timeout":["x"],"a":[0.5],"b":[1,2]}}""", Compact(spec.Text));
    }

    [Fact]
    public void Settings_stand_beside_parameters_in_one_group()
    {
        var spec = Made(new NewMusterSweepSpec
        {
            Command = "true", Grid = new OrderedDictionary { ["x"] = 1 }, Cpus = 2, Memory = 1L << 30, Timeout = TimeSpan.FromSeconds(90),
            Setting = new Hashtable { ["resources"] = new Hashtable { ["gpus"] = 0 }, ["setup"] = "true" },
        });

        Assert.Equal("""{"command":"true","timeout":"1m30s","resources":{"cpus":2,"memory":"1GiB","gpus":0},"grid":{"x":[1]},"setup":"true"}""", Compact(spec.Text));
    }

    [Fact]
    public void A_setting_that_is_given_twice_is_refused()
    {
        var error = Refused(new NewMusterSweepSpec { Command = "true", Attempts = 2, Setting = new Hashtable { ["retry"] = new Hashtable { ["max_attempts"] = 3 } } });
        Assert.Equal((ErrorId.InvalidArgument, "'retry.max_attempts' is given twice: by -Attempts and in -Setting. Remove one."), (error.Id, error.Message));
    }

    [Fact]
    public void All_that_is_wrong_with_a_spec_is_one_error_whose_target_are_its_problems()
    {
        var error = Refused(new NewMusterQueueSpec { Job = [new Hashtable { ["job_id"] = "a", ["command"] = "true", ["depends_on"] = new[] { "b" } }], OnFailure = "cry" });

        Assert.Equal(ErrorId.InvalidSpec, error.Id);
        Assert.StartsWith("The queue is no good spec: 2 problems.\n", error.Message, StringComparison.Ordinal);
        Assert.Equal(["InvalidValue", "UnknownJob"], Assert.IsType<MusterSpecProblem[]>(error.Target).Select(problem => problem.Kind).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN, "The value of 'grid.x' is NaN, which is no number of a spec. Give a finite number, or text.")]
    [InlineData(typeof(string), "The value of 'grid.x' is of the type System.RuntimeType, which is no value of a spec. Give text, a number, a list or a hashtable, such as one of its properties.")]
    public void A_value_that_is_none_is_refused(object value, string message)
    {
        var error = Refused(new NewMusterSweepSpec { Command = "true", Grid = new Hashtable { ["x"] = new[] { value } } });
        Assert.Equal((ErrorId.InvalidArgument, message), (error.Id, error.Message));
    }

    [Fact]
    public void A_spec_is_saved_where_that_is_allowed()
    {
        var file = Path.Join(folder, "mine.json");
        Assert.Empty(Driven(new NewMusterSweepSpec { Command = "true", Grid = new Hashtable { ["x"] = 1 }, OutFile = file }, new() { May = false }).Objects);
        Assert.False(File.Exists(file));
        var spec = Made(new NewMusterSweepSpec { Command = "true", Grid = new Hashtable { ["x"] = 1 }, OutFile = file });

        Assert.Equal(("mine", file), (spec.Name, spec.File));
        Assert.Empty(Driven(new TestMusterSpec { Path = [file] }).Objects);
        Assert.Equal([true], Driven(new TestMusterSpec { Path = [file], Switches = ["Quiet"] }).Objects);
    }

    [Fact]
    public void A_file_with_problems_gives_an_object_for_each()
    {
        var file = Path.Join(folder, "bad.yaml");
        File.WriteAllText(file, "command: 'true'\ngrid: { x: [1] }\ntimeuot: 1h\n");
        var problem = Assert.IsType<MusterSpecProblem>(Assert.Single(Driven(new TestMusterSpec { Path = [file] }).Objects));
        Assert.Equal((file, 3, 1, "UnknownKey", "timeout"), (problem.File, problem.Line, problem.Column, problem.Kind, problem.Suggestion));
    }

    private static MusterSpec Made(MusterCmdlet cmdlet) => Assert.IsType<MusterSpec>(Assert.Single(Driven(cmdlet).Objects));

    private static CmdletError Refused(MusterCmdlet cmdlet) => Assert.Throws<CmdletException>(() => Driven(cmdlet)).Error;

    private static RecordingSink Driven(MusterCmdlet cmdlet, RecordingSink? sink = null)
    {
        sink ??= new();
        using (cmdlet)
            cmdlet.Drive(sink);
        Assert.Empty(sink.Errors);
        return sink;
    }

    private static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
