using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Placement;
using Muster.Sweeps;

namespace Muster.Tests.Agent.Points;

public sealed class PointCommandTests : IDisposable
{
    private static readonly Shell s_bash = new("/bin/bash", "-c");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Text_and_scripts_are_the_same_for_all_points_and_start_in_their_own_directories()
    {
        var command = PointCommand.Of(new() { Name = "s", Command = "true" }, s_bash);

        Assert.Null(command.Directory);
        Assert.Same(command.For(At(0)), command.For(At(1)));
        Assert.Equal(["-c", "true"], command.For(At(0)).Arguments);
    }

    [Fact]
    public void Arguments_are_filled_for_each_point_and_start_where_the_command_was_given()
    {
        var command = PointCommand.Of(Spec("sh", "{x}", "at {index}"), s_bash);

        Assert.Equal(folder[""], command.Directory);
        Assert.Equal(["sh", "a b", "at 3"], command.For(At(3, "a b")).Words);
        Assert.Equal(["sh", "", "at 4"], command.For(At(4, "")).Words);
        Assert.EndsWith("/sh", command.For(At(3)).Program, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_without_names_are_made_once()
    {
        var command = PointCommand.Of(Spec("sh", "-c", "true"), s_bash);

        Assert.Same(command.For(At(0)), command.For(At(1)));
    }

    [Fact]
    public void The_path_is_that_of_the_points_environment()
    {
        var tool = Program("bin/tool", "#!/bin/sh\n");
        var spec = Spec("tool") with { Env = new Dictionary<string, string> { ["PATH"] = folder["bin"] } };

        Assert.Equal(tool, PointCommand.Of(spec, s_bash).For(At(0)).Program);
        PointCommand.Check(spec);
        Assert.Throws<StartException>(() => PointCommand.Check(Spec("tool")));
    }

    [Fact]
    public void A_program_may_be_a_parameter_and_is_looked_for_at_each_point()
    {
        var (one, two) = (Program("one", "#!/bin/sh\n"), Program("two", "#!/bin/sh\n"));
        var spec = Spec("./{x}");
        var command = PointCommand.Of(spec, s_bash);

        Assert.Equal([one, two], [command.For(At(0, "one")).Program, command.For(At(1, "two")).Program]);
        Assert.Throws<StartException>(() => command.For(At(2, "three")));
        PointCommand.Check(spec);
    }

    [Fact]
    public void Text_without_a_first_line_is_read_by_the_shell_as_every_shell_does()
    {
        var tool = Program("tool", "echo \"$1\"\n");
        var command = PointCommand.Of(Spec("./tool", "{x}"), s_bash).For(At(0, "a b"));

        Assert.Equal(("/bin/bash", "./tool"), (command.Program, command.Title));
        Assert.Equal([tool, "a b"], command.Arguments);
    }

    [Fact]
    public void A_binary_that_only_the_system_knows_is_left_to_it()
    {
        var tool = Program("tool", "PK\u0003\u0004\0\0\n");

        Assert.Equal(tool, PointCommand.Of(Spec("./tool"), s_bash).For(At(0)).Program);
    }

    [Fact]
    public void A_program_that_a_setup_may_bring_is_not_missed_before() => PointCommand.Check(Spec("./later") with { Setup = "make later" });

    private static Point At(long index, string x = "") => new(index, [new("x", ParameterValue.FromText(x))], PlacementSpec.Anywhere);

    private SweepSpec Spec(params string[] arguments) => new() { Name = "s", Arguments = arguments, Workdir = folder[""] };

    private string Program(string name, string text)
    {
        var file = folder.Write(name, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }
}
