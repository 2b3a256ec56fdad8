using Muster.Cli;
using Muster.Tests.Specs;

namespace Muster.Tests.Cli;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly CliRig cli = new() { HasStore = false };
    private readonly TemporarySweeps sweeps = new();
    private readonly string good;
    private readonly string bad;

    public ValidateCommandTests()
    {
        sweeps.Write("rows.csv", "x,region\n1,eu-west-1\n2,Ireland\n");
        good = sweeps.Write("good.yaml", "command: echo\nparams: [{x: 1}, {x: 2, region: eu-west-1}]\ngrid: {x: [3, 4], y: [1, 2]}\n");
        bad = sweeps.Write("bad.yaml", "command: echo\ntimeot: 5m\nparams: rows.csv\n");
    }

    [Fact]
    public async Task A_good_file_has_a_line_with_its_name_and_points()
    {
        var other = sweeps.Write("other.csv", "#: command: echo\n#: name: one\nx\n1\n");

        Assert.Equal(
            new(ExitCode.Done, "good.yaml: good, 6 points\nother.csv: one, 1 point\n",
                "good.yaml: This machine ignores: region (it takes effect on EC2; the file stays portable).\n"),
            await RunAsync("validate", good, other));
    }

    [Fact]
    public async Task Bad_files_tell_all_their_errors_and_good_ones_still_have_their_lines() => Assert.Equal(
        new(ExitCode.Usage, "good.yaml: good, 6 points\n", """
            bad.yaml:2:1: 'timeot' is no setting. Did you mean 'timeout'?
            rows.csv:3:3: 'region' is 'Ireland', but must be a region such as eu-west-1. If it is a parameter, write 'param:region'.
            nowhere.yaml:1:1: The file cannot be read: there is no such file.
            good.yaml: This machine ignores: region (it takes effect on EC2; the file stays portable).

            """),
        await RunAsync("validate", bad, Path.Join(sweeps.Path, "nowhere.yaml"), good));

    [Fact]
    public async Task In_json_the_errors_are_part_of_the_answer()
    {
        var answer = await RunAsync("validate", good, bad, "--json");

        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Error));
        Snapshot.Matches("validate.json", answer.Out);
        Assert.Equal(ExitCode.Done, (await RunAsync("validate", good, "--json")).Code);
    }

    [Fact]
    public async Task A_queue_file_has_its_jobs_and_their_order()
    {
        var queue = sweeps.Write("q.yaml", "queue_name: nightly\nresult_s3_bucket: bucket\njobs:\n- {job_id: test, command: x, depends_on: [build]}\n- {job_id: build, command: x}\n");
        var wide = sweeps.Write("wide.json", $$"""{"max_parallel": 3, "jobs": [{{string.Join(", ", Enumerable.Range(1, 14).Select(job => $$"""{"job_id": "j{{job}}", "command": "x"}"""))}}]}""");
        var one = sweeps.Write("one.yaml", "jobs: [{job_id: a, command: x}]");

        Assert.Equal(
            new(ExitCode.Done, """
                q.yaml: nightly, 2 jobs in 2 levels, 1 at a time (max_parallel is 1)
                  order: build, test
                wide.json: wide, 14 jobs in 1 level, up to 3 at a time
                  order: j1, j2, j3, j4, j5, j6, j7, j8, j9, j10, … and 4 more
                one.yaml: one, 1 job in 1 level, 1 at a time (max_parallel is 1)
                  order: a

                """,
                "q.yaml: This machine ignores: result_s3_bucket (it takes effect on EC2; the file stays portable).\n"),
            await RunAsync("validate", queue, wide, one));
    }

    [Fact]
    public async Task A_sweep_with_jobs_has_its_points_and_the_jobs_of_each()
    {
        var sweep = sweeps.Write("s.yaml", "jobs: [{job_id: a, command: x}, {job_id: b, command: x}]\nmax_parallel: 2\ngrid: {x: [1, 2, 3]}\n");

        Assert.Equal(new(ExitCode.Done, "s.yaml: s, 3 points, each 2 jobs in 1 level, up to 2 at a time\n  order: a, b\n", ""), await RunAsync("validate", sweep));
    }

    [Fact]
    public async Task In_json_each_file_says_what_it_is()
    {
        var queue = sweeps.Write("q.yaml", "max_parallel: 2\njobs:\n- {job_id: test, command: x, depends_on: [build]}\n- {job_id: build, command: x}\n");
        var cycle = sweeps.Write("c.yaml", "jobs:\n- {job_id: a, command: x, depends_on: [b]}\n- {job_id: b, command: x, depends_on: [a]}\n");

        var answer = await RunAsync("validate", queue, cycle, Path.Join(sweeps.Path, "nowhere.yaml"), "--json");

        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Error));
        Snapshot.Matches("validate-queue.json", answer.Out);
    }

    [Theory]
    [InlineData("\ufeffqueue_name: q\njobs:\n- {job_id: a, command: x}\n", "-: q, 1 job in 1 level, 1 at a time (max_parallel is 1)\n  order: a\n", "")]
    [InlineData("\n {\"jobs\": [{\"job_id\": \"a\", \"command\": \"x\"}]}", "-: stdin, 1 job in 1 level, 1 at a time (max_parallel is 1)\n  order: a\n", "")]
    [InlineData("jobs:\n- {job_id: a}\n", "", "stdin:2:3: Job 'a' has no 'command'. Every job has 'job_id' and 'command'.\n")]
    public async Task Standard_input_is_read_like_a_file(string text, string told, string errors)
    {
        cli.Input = System.Text.Encoding.UTF8.GetBytes(text);

        Assert.Equal(new(errors.Length == 0 ? ExitCode.Done : ExitCode.Usage, told, errors), await cli.RunAsync("validate", "-"));
    }

    [Fact]
    public async Task Standard_input_that_is_no_text_is_told()
    {
        cli.Input = [0xff];

        Assert.Equal(new(ExitCode.Usage, "", "stdin: This is not UTF-8 text. Save it as UTF-8.\n"), await cli.RunAsync("validate", "-"));
    }

    [Fact]
    public async Task A_dry_run_of_a_graph_says_how_its_jobs_would_go()
    {
        var file = sweeps.Write("q.yaml", "max_parallel: 1\njobs:\n- {job_id: a, command: x}\n- {job_id: b, command: x, depends_on: [a]}\n- {job_id: c, command: x, depends_on: [a]}\n");

        var answer = await RunAsync("submit", file, "--dry-run");

        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
        Assert.Equal("Queue q: 3 jobs in 2 levels, 1 at a time (max_parallel is 1)\nRuns a, b, c\nAll jobs together take at most 1d (global_timeout)\nNothing was submitted.\n", answer.Out);
        Assert.Null(cli.Opened);
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("validate")]
    public async Task An_empty_name_is_an_error_like_others(string command) => Assert.Equal(
        new(ExitCode.Usage, "", "'':1:1: The file's name is empty. Name a sweep file: .yaml, .yml, .json or .csv.\n"), await RunAsync(command, ""));

    [Fact]
    public async Task A_file_must_be_named() => Assert.Equal(
        new(ExitCode.Usage, "", "muster: 'muster validate' needs FILE. See 'muster validate --help'.\n"), await RunAsync("validate"));

    public void Dispose() => sweeps.Dispose();

    private async Task<Answer> RunAsync(params string[] args)
    {
        var answer = await cli.RunAsync(args);
        return answer with { Out = Short(answer.Out), Error = Short(answer.Error) };
    }

    private string Short(string text) => text.Replace(sweeps.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
