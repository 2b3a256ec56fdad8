using Muster.Cli;
using Muster.Graphs;
using Muster.Tests.Specs;

namespace Muster.Tests.Cli;

public sealed class GraphCommandTests : IDisposable
{
    private const string Queue = """
        queue_name: release
        max_parallel: 2
        jobs:
        - {job_id: build, command: make, timeout: 10m, retry: {max_attempts: 3}}
        - {job_id: unit-tests, command: x, depends_on: [build]}
        - {job_id: lint, command: x, depends_on: [build]}
        - {job_id: package, command: x, depends_on: [unit-tests, lint]}

        """;

    private readonly CliRig cli = new();
    private readonly TemporarySweeps sweeps = new();

    [Fact]
    public async Task A_file_shows_its_jobs_as_a_tree_with_their_levels()
    {
        var answer = await new CliRig { HasStore = false }.RunAsync("graph", sweeps.Write("release.yaml", Queue));

        Assert.Equal(
            new(ExitCode.Done, """
                release: 4 jobs in 3 levels, up to 2 at a time
                  JOB                                    LEVEL  ATTEMPTS  TIMEOUT
                  build                                      1         3      10m
                  ├─ unit-tests                              2         1
                  └─ lint                                    2         1
                     └─ package (also after unit-tests)      3         1

                """, ""),
            answer);
    }

    [Fact]
    public async Task Where_the_locale_has_ascii_alone_so_has_the_tree()
    {
        var rig = new CliRig { Screen = Screen.None with { IsUnicode = false } };

        var answer = await rig.RunAsync("graph", sweeps.Write("release.yaml", Queue));

        Assert.Contains("\n  |- unit-tests ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\n  `- lint ", answer.Out, StringComparison.Ordinal);
        Assert.True(answer.Out.All(char.IsAscii));
    }

    [Fact]
    public async Task A_chain_of_a_thousand_jobs_stays_within_the_terminal()
    {
        var rig = new CliRig { Screen = new(80, false) };
        var jobs = string.Join(", ", Enumerable.Range(0, 1000).Select(job => $$"""{"job_id": "step-{{job}}", "command": "x", "depends_on": [{{(job == 0 ? "" : $"\"step-{job - 1}\"")}}]}"""));

        var lines = (await rig.RunAsync("graph", sweeps.Write("chain.json", $$"""{"jobs": [{{jobs}}]}"""))).Out.TrimEnd('\n').Split('\n');

        Assert.Equal(1002, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("step-999 (after step-998)", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_shows_where_its_jobs_stand()
    {
        await JobRuns.RunningAsync(cli.World);

        var answer = await cli.RunAsync("graph", "last");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("graph-running.txt", answer.Out);
        Snapshot.Matches("graph-running.json", (await cli.RunAsync("graph", "last", "--json")).Out);
        Snapshot.Matches("graph-running.mmd", (await cli.RunAsync("graph", "last", "--format", "mermaid")).Out);
        Snapshot.Matches("graph-running.dot", (await cli.RunAsync("graph", "last", "--format", "dot")).Out);
    }

    [Fact]
    public async Task A_file_in_json_is_a_plan()
    {
        var answer = await cli.RunAsync("graph", sweeps.Write("release.yaml", Queue), "--json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("graph-plan.json", answer.Out);
    }

    [Fact]
    public async Task Of_several_points_one_must_be_named()
    {
        var run = await JobRuns.FailedAsync(cli.World, points: 3);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (release) has 3 points, each with its own jobs; say which one, from 0 to 2: muster graph {run.Id} --point N\n"),
            await cli.RunAsync("graph", "last"));
        Assert.StartsWith($"release  {run.Id}, point 2  failed\n  5 jobs in 4 levels, up to 2 at a time: 1 succeeded, 1 failed, 3 skipped\n", (await cli.RunAsync("graph", "last", "--point", "2")).Out, StringComparison.Ordinal);
        Assert.Equal(new(ExitCode.Usage, "", $"muster: Run {run.Id} (release) has no point 3; its points are 0 to 2.\n"), await cli.RunAsync("graph", "last", "--point", "3"));
    }

    [Fact]
    public async Task What_has_no_jobs_has_no_graph()
    {
        var run = await cli.World.AddAsync("lr", 2);
        var file = sweeps.Write("sweep.yaml", "command: x\ngrid: {x: [1]}\n");

        Assert.Equal(new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) has no jobs: each of its points runs one command.\n"), await cli.RunAsync("graph", "lr"));
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {file} has no jobs: each of its points runs one command. Only a file with 'jobs' has a graph.\n"), await cli.RunAsync("graph", file));
    }

    [Fact]
    public async Task Errors_of_a_file_are_told_as_validate_tells_them()
    {
        var file = sweeps.Write("bad.yaml", "jobs:\n- {job_id: a, command: x, depends_on: [b]}\n- {job_id: b, command: x, depends_on: [a]}\n");

        var answer = await cli.RunAsync("graph", file);

        Assert.Equal((ExitCode.Usage, ""), (answer.Code, answer.Out));
        Assert.Equal((await cli.RunAsync("validate", file)).Error, answer.Error);
    }

    [Theory]
    [InlineData("graph release.yaml", ExitCode.Usage, "release.yaml:1:1: The file cannot be read: there is no such file.")]
    [InlineData("graph release", ExitCode.CouldNotTell, "muster: There are no runs in this store.")]
    [InlineData("graph /no/such --point 1", ExitCode.Usage, "muster: --point chooses a point of a run, but /no/such is a file: all its points have the same jobs.")]
    [InlineData("graph x --json --format dot", ExitCode.Usage, "muster: --json answers in JSON, --format otherwise; leave one of them out.")]
    [InlineData("graph x --point y", ExitCode.Usage, "muster: --point is 'y'; it is a point's index: 0 or more.")]
    public async Task Wrong_words_say_what_is_wrong(string line, int code, string message)
    {
        var answer = await cli.RunAsync(line.Split(' '));

        Assert.Equal((code, ""), (answer.Code, answer.Out));
        Assert.StartsWith(message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_is_gone_is_told_and_no_state_made_up()
    {
        var (run, graph) = await JobRuns.RunningAsync(cli.World);
        var key = GraphBlobs.KeyOf(run.Id, await graph.KeepAsync());
        await cli.World.Blobs.DeleteAsync(key, TestContext.Current.CancellationToken);

        var answer = await cli.RunAsync("graph", "last");

        Assert.Equal(ExitCode.CouldNotTell, answer.Code);
        Assert.EndsWith($"  5 jobs in 4 levels, up to 2 at a time\n  Where its jobs stand was kept as {cli.World.Blobs.UriOf(key)}, which is not there any more. If the run goes on, look again.\n", answer.Out, StringComparison.Ordinal);
    }

    public void Dispose() => sweeps.Dispose();
}
