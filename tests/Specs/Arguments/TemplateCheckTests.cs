using Muster.Specs;

namespace Muster.Tests.Specs.Arguments;

public class TemplateCheckTests
{
    [Theory]
    [InlineData("{lr} {index} {{seed}} ${HOME} {print $1} {}")]
    [InlineData("no braces")]
    public void What_a_command_may_hold_is_not_told_of(string argument) => Assert.Equal(["lr=1", "lr=2"], Given.Read(Given.Grid(["lr=1,2"], "echo", argument)));

    [Theory]
    [InlineData("{lrr}", "muster: The command has {lrr}, but this run has no parameter 'lrr'. Did you mean {lr}? For the text as it stands write {{lrr}}.")]
    [InlineData("{print}", "muster: The command has {print}, but this run has no parameter 'print'. Its parameters are lr, batch size. For the text as it stands write {{print}}.")]
    [InlineData("{indx}", "muster: The command has {indx}, but this run has no parameter 'indx'. Did you mean {index}? For the text as it stands write {{indx}}.")]
    [InlineData("${lr}", "muster: The command has ${lr}, which stays as it is for a shell to read, but 'lr' is a parameter of this run. In shell text write \"$PARAM_lr\" for the parameter, or ${{lr}} for the text as it stands.")]
    [InlineData("{batch size}", "muster: The command has {batch size}, which stays as it is: in braces only names of letters, digits, '_', '-' and single '.' stand for parameters, and none begins with a digit. Rename the parameter, or use its variable PARAM_batch_size.")]
    public void What_is_no_parameter_but_looks_like_one_says_what_to_write(string argument, string message) =>
        Assert.Equal([message], Given.Read(Given.Grid(["lr=1", "batch size=2"], "echo", argument)));

    [Fact]
    public void Without_parameters_it_is_told_where_they_come_from() => Assert.Equal(
        ["muster: The command has {lr}, but this run has no parameter 'lr'. Parameters come from --grid or --from. For the text as it stands write {{lr}}."],
        Given.Read(Given.Grid([], "echo", "{lr}")));

    [Fact]
    public void The_points_number_is_refused_where_a_parameter_has_its_name()
    {
        Assert.Equal(
            ["muster: The command has {index}, which is the point's number, but 'index' is also a parameter of this run. Rename the parameter, or use the variables SWEEP_INDEX and PARAM_index."],
            Given.Read(Given.Grid(["index=5"], "echo", "{index}")));
        Assert.Equal(["index=5"], Given.Read(Given.Grid(["index=5"], "echo")));
    }

    [Fact]
    public void A_point_in_json_must_have_what_the_command_has_and_the_first_without_it_is_told() => Assert.Equal(
        ["stdin:2:1: The point has no 'a', but the command has {a}. Give it a value; null is empty text."],
        Given.Read(Given.Points("{\"a\": 1}\n{\"b\": 1}\n{\"b\": 2}\n", null, "echo", "{a}")));

    [Fact]
    public void An_empty_cell_is_empty_text_for_its_column_is_there() => Assert.Equal(["a=1 b=2", "a=3"], Given.Read(Given.Points("a,b\n1,2\n3,\n", null, "echo", "{a}{b}")));

    [Fact]
    public void The_braces_of_xargs_are_refused_where_a_lines_text_was_meant()
    {
        Assert.Equal(["muster: The command has {}, which stays as it is; the text of a line is {value}. Write {value}."], Given.Read(Given.Points("x\n", null, "gzip", "{}")));
        Assert.Equal(["value=x"], Given.Read(Given.Points("x\n", null, "find", "{value}", "-exec", "ls", "{}", ";")));
    }

    [Fact]
    public void Rows_and_a_grid_are_not_multiplied() => Assert.Equal(
        ["muster: --grid and --from each say what the points are, and are not multiplied. Give one of them: all values as --grid, or a line for each point by --from."],
        Given.Read(Given.Points("x\n", null) with { Grid = ["a=1"] }));

    [Theory]
    [InlineData("/usr/bin/python3.12", "python3.12")]
    [InlineData("./my prog.sh", "my-prog.sh")]
    [InlineData("{tool}", "tool-")]
    [InlineData("last", "run")]
    [InlineData("...", "run")]
    public void The_name_is_the_programs(string program, string name)
    {
        using var rows = new MemoryStream();
        Assert.Equal(name, Given.Grid(["tool=1"], program).Read(() => rows).Spec!.Name);
    }

    [Fact]
    public void Gpus_are_given_by_one_only() => Assert.Equal(
        ["muster: --env sets CUDA_VISIBLE_DEVICES, but with --gpus each point is given its own. Remove one."],
        Given.Read(Given.Grid([]) with
        {
            Settings = OptionText.Read("--env", "env", ["CUDA_VISIBLE_DEVICES=0"], OptionText.Read("--gpus", "resources.gpus", ["1"], ArgumentSweep.NoSettings, out _), out _),
        }));
}
