using System.Globalization;
using System.Text;
using Muster.Agent.Machines;
using Muster.Cli;

namespace Muster.Tests.Cli;

public class RunCommandTests
{
    private const string Example = "muster run --grid lr=0.1,0.01 --grid seed=1..5 -- python train.py --lr {lr} --seed {seed}";
    private const string Help = "See 'muster run --help'.";

    [Fact]
    public async Task Without_anything_the_help_goes_to_the_errors()
    {
        var answer = await new CliRig().RunAsync("run");

        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Out));
        Assert.Equal(Snapshot.Read("help-run.txt"), answer.Error);
        Assert.Equal(answer, await new CliRig().RunAsync("--store", "/here", "run"));
    }

    [Theory]
    [InlineData("--name x", $"'muster run' needs a command after '--', such as: {Example}")]
    [InlineData("--name x --", $"'muster run' needs a command after '--', such as: {Example}")]
    [InlineData("python train.py", $"'muster run' takes no 'python' before '--'. The command and its arguments come after it: {Example}")]
    [InlineData("--name x x -- true", $"'muster run' takes no 'x' before '--'. The command and its arguments come after it: {Example}")]
    [InlineData("--grid a=1 b=2 -- true", $"'muster run' takes no 'b=2' before '--'. The command and its arguments come after it: {Example}")]
    [InlineData("--gird a=1 -- true", $"'muster run' has no option '--gird'. Did you mean '--grid'? {Help}")]
    [InlineData("--grid -- true", $"--grid needs a value: NAME=VALUES. {Help}")]
    [InlineData("--name last -- true", $"--name is 'last', but must be 1 to 100 letters, digits and the characters . _ -, beginning with a letter or digit, and not 'last'. {Help}")]
    [InlineData("--timeout 5 -- true", $"--timeout is '5', but must be a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d, from 1ms to 365d. {Help}")]
    [InlineData("--cpus 0 -- true", $"--cpus is '0', but must be a number of cores, more than 0 and up to 4096, such as 2 or 0.5. {Help}")]
    [InlineData("--memory 4GB -- true", $"--memory is '4GB', but must be a whole number with one of the units B, KiB, MiB, GiB or TiB, such as 512MiB or 4GiB, more than 0. {Help}")]
    [InlineData("--gpus 65 -- true", $"--gpus is '65', but must be a whole number from 0 to 64. {Help}")]
    [InlineData("--attempts 0 -- true", $"--attempts is '0', but must be a whole number from 1 to 100. {Help}")]
    [InlineData("--budget x -- true", $"--budget is 'x', but must be an amount in USD from 0 to 1000000000, such as 25 or 0.5. {Help}")]
    [InlineData("--results a --results /b -- true", $"Item 2 of --results is '/b', but must be a path below the point's directory with * ? [a-z] and ** for folders, such as models/**/*.bin; it starts at the root. {Help}")]
    [InlineData("--max-concurrent 0 -- true", $"--max-concurrent is '0', but must be a whole number from 1 to 1000000. {Help}")]
    [InlineData("--priority high -- true", $"--priority is 'high'; it is urgent, normal or low. {Help}")]
    [InlineData("--wait-timeout soon -- true", $"--wait-timeout is 'soon'; it is a time such as 90s, 15m, 2h or 1h30m. {Help}")]
    [InlineData("--env A -- true", $"--env is 'A', but must be NAME=VALUE. {Help}")]
    [InlineData("--env 1A=2 -- true", $"'1A' in --env is no name of a variable: letters, digits and '_', not beginning with a digit. {Help}")]
    [InlineData("--env PARAM_x=2 -- true", $"'PARAM_x' in --env is set by Muster for every point, and cannot be set here. Choose another name. {Help}")]
    [InlineData("--env A=1 --env A=2 -- true", $"--env gives 'A' twice. Remove one. {Help}")]
    [InlineData("--from - --from-format xml -- true", $"--from-format is 'xml'; it is jsonl, csv, lines or nul. {Help}")]
    [InlineData("--from-format csv -- true", "--from-format says how the points of --from are written, but there is no --from. Give it, or leave both out.")]
    [InlineData("--detach --wait -- true", "--detach does not wait; leave it out, or leave out --wait and --wait-timeout.")]
    [InlineData("--grid lr -- true", "--grid is 'lr', but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.")]
    [InlineData("--grid lr=1 -- true {rl}", "The command has {rl}, but this run has no parameter 'rl'. Did you mean {lr}? For the text as it stands write {{rl}}.")]
    [InlineData("--grid lr=1 --from - -- true", "--grid and --from each say what the points are, and are not multiplied. Give one of them: all values as --grid, or a line for each point by --from.")]
    [InlineData("-- ./no-such-program", "cannot run ./no-such-program: there is no file FOLDER/no-such-program; correct the path, which begins at the directory where the command was given")]
    public async Task Wrong_usage_says_what_is_wrong_and_submits_nothing(string line, string message)
    {
        var cli = new CliRig();

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: {message.Replace("FOLDER", Directory.GetCurrentDirectory(), StringComparison.Ordinal)}\n"),
            await cli.RunAsync(["run", .. line.Split(' ')]));
        Assert.Null(cli.Opened);
    }

    [Theory]
    [InlineData("--gpus", "64", "it wants 64 GPUs (resources.gpus), and there are {0}")]
    [InlineData("--cpus", "4096", "it wants 4096 cores (resources.cpus), and there are {1}")]
    public async Task What_can_never_start_here_is_refused_before_it_is_submitted(string option, string value, string shortage)
    {
        var (cli, machine) = (new CliRig(), MachineProbe.Probe());
        var what = string.Format(CultureInfo.InvariantCulture, shortage, machine.Gpus.Count, machine.Cpus);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: This run could never start. Not even one point fits on this machine: {what}. Correct what a point takes, or give --detach to submit it all the same.\n"),
            await cli.RunAsync("run", option, value, "--store", "/there/is/none", "--", "true"));
        Assert.False(Directory.Exists("/there/is/none"));
    }

    [Theory]
    [InlineData("--from")]
    [InlineData("")]
    public async Task An_empty_word_is_wrong_usage(string option)
    {
        var answer = await new CliRig().RunAsync(option.Length > 0 ? ["run", option, "", "--", "true"] : ["run", "--", ""]);

        Assert.Equal(
            new(ExitCode.Usage, "", option.Length > 0 ? "muster: --from is empty; it is a file, or - for standard input.\n" : $"muster: 'muster run' needs a command after '--', such as: {Example}\n"),
            answer);
    }

    [Fact]
    public async Task What_follows_the_two_dashes_is_taken_as_it_is()
    {
        var answer = await new CliRig().RunAsync(
            "--store", "/here", "run", "--grid", "x=1,2", "--dry-run", "--", "true", "--store", "y", "--dry-run", "-h", "--", "@file", "", "{x}", "it's", "{{x}}", "$(touch pwned)");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        var lines = answer.Out.Split('\n');
        Assert.Equal("Sweep true: 2 points", lines[0]);
        Assert.Equal(
            $@"Runs true --store y --dry-run -h -- @file '' '{{x}}' 'it'\''s' '{{{{x}}}}' '$(touch pwned)' in {Directory.GetCurrentDirectory()}", lines[1]);
        Assert.Equal(@"  0: true --store y --dry-run -h -- @file '' 1 'it'\''s' '{x}' '$(touch pwned)'", lines[3]);
        Assert.Equal(@"  1: true --store y --dry-run -h -- @file '' 2 'it'\''s' '{x}' '$(touch pwned)'", lines[4]);
    }

    [Fact]
    public async Task A_dry_run_shows_what_no_argument_has_as_variables()
    {
        var answer = await new CliRig { Input = "a,b-c\n1,x y\n2,\n"u8.ToArray() }.RunAsync("run", "--from", "-", "--dry-run", "--", "true", "{a}");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(["  0: PARAM_b_c='x y' true 1", "  1: true 2", "Nothing was submitted.", ""], answer.Out.Split('\n')[3..]);
    }

    [Fact]
    public async Task Points_of_standard_input_are_told_of_by_their_place() => Assert.Equal(
        new(ExitCode.Usage, "", "stdin:2:2: This byte is not UTF-8 text. Give the points as UTF-8.\n"),
        await new CliRig { Input = [.. "a\nb"u8, 0xFF] }.RunAsync("run", "--from", "-", "--", "true"));

    [Fact]
    public async Task Whoever_types_points_is_told_so()
    {
        var answer = await new CliRig { Input = Encoding.UTF8.GetBytes("a\n"), InIsTyped = true }.RunAsync("run", "--from", "-", "--dry-run", "--", "true");

        Assert.Equal((0, "Reading points from the terminal, one on each line; Ctrl-D ends them.\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task The_settings_of_files_that_rows_may_have_are_named_when_they_do_nothing_here()
    {
        var answer = await new CliRig { Input = "a,region\n1,eu-west-1\n"u8.ToArray() }.RunAsync("run", "--from", "-", "--dry-run", "--", "true");

        Assert.Equal((0, "This machine ignores: region (it takes effect on EC2; the file stays portable).\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task A_limit_of_submit_is_judged_as_that_of_a_file() => Assert.Equal(
        new(ExitCode.Usage, "", "muster: --max-concurrent is '1000001', but must be a whole number from 1 to 1000000. See 'muster submit --help'.\n"),
        await new CliRig().RunAsync("submit", "x.yaml", "--max-concurrent", "1000001"));
}
