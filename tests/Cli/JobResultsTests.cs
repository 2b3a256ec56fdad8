using Muster.Cli;
using Muster.Graphs;

namespace Muster.Tests.Cli;

public sealed class JobResultsTests : IDisposable
{
    private readonly CliRig cli = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("muster-results-");

    [Fact]
    public async Task The_files_of_a_job_are_listed_with_length_digest_and_place()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);

        var answer = await cli.RunAsync("results", "last", "--job", "build");

        Assert.Equal(
            [
                $"PATH           BYTES  SHA-256{new string(' ', 57)}  URI",
                $"out/a.bin          3  9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0  memory:///runs/{run.Id}/graphs/1-0/build/2.e1/out/a.bin",
            ],
            answer.Out.Split('\n')[..2]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("results-job.json", (await cli.RunAsync("results", "last", "0", "--job", "build", "--json")).Out);
        Snapshot.Matches("results-job.csv", (await cli.RunAsync("results", "last", "--job", "build", "--format", "csv")).Out);
        Assert.Equal(2, (await cli.RunAsync("results", "last", "--job", "build", "--format", "jsonl")).Out.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task They_are_copied_under_their_paths_and_compared()
    {
        await JobRuns.RunningAsync(cli.World);

        var answer = await cli.RunAsync("results", "last", "--job", "build", "-o", folder.FullName);

        Assert.Equal(new(0, $"{folder}/out/a.bin\n{folder}/out/sub/b.txt\n", $"2 files of job 'build' copied to {folder}.\n"), answer);
        Assert.Equal("bb\n", await File.ReadAllTextAsync(Path.Join(folder.FullName, "out/sub/b.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(["out/a.bin", "out/sub/b.txt"], Files());
        if (!OperatingSystem.IsWindows())
            Assert.Equal((UnixFileMode)0x1A4, File.GetUnixFileMode(Path.Join(folder.FullName, "out/a.bin")));
        Assert.Equal(0, (await cli.RunAsync("results", "last", "--job", "build", "-o", folder.FullName)).Code);
    }

    [Theory]
    [InlineData("--job a,b", "--job is 'a,b', but the result files of one job are listed at a time. Name one.")]
    [InlineData("--job build -o there --json", "--output answers with the files that it copied; leave out --json and --format, or --output to list the files with their digests.")]
    [InlineData("--job build -o there --format csv", "--output answers with the files that it copied; leave out --json and --format, or --output to list the files with their digests.")]
    public async Task What_results_of_jobs_cannot_do_is_refused(string options, string told)
    {
        await JobRuns.RunningAsync(cli.World);

        Assert.Equal(new(ExitCode.Usage, "", $"muster: {told}\n"), await cli.RunAsync(["results", "last", .. options.Split(' ')]));
    }

    [Fact]
    public async Task A_path_that_matched_no_file_is_told()
    {
        var run = await JobRuns.AddAsync(cli.World);
        await run.StartAsync();
        var graph = new Muster.Testing.Builders.BuiltGraph(cli.World, run, JobRuns.Release);
        await graph.RunAsync("fetch", new() { Note = "out/app.bin matched no file" });
        await run.SetAsync(0, new() { Graph = await graph.KeepAsync() });

        Assert.Equal(new(0, "", "Job 'fetch' succeeded and kept no files: out/app.bin matched no file.\n"), await cli.RunAsync("results", "last", "--job", "fetch"));
        Assert.Matches("\n  fetch +succeeded +1 +1.50s +0 +out/app.bin matched no file\\.\n", (await cli.RunAsync("status", "last")).Out);
        Assert.Contains("\n  Job 'fetch' succeeded; out/app.bin matched no file.\n", (await cli.RunAsync("why", "last")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_changed_or_is_gone_is_not_copied_and_the_others_are()
    {
        var (_, graph) = await JobRuns.RunningAsync(cli.World);
        await graph.PutAsync("graphs/1-0/build/2.e1/out/a.bin", "aab"u8.ToArray());

        var answer = await cli.RunAsync("results", "last", "--job", "build", "-o", folder.FullName);

        Assert.Equal((ExitCode.CouldNotTell, $"{folder}/out/sub/b.txt\n"), (answer.Code, answer.Out));
        Assert.StartsWith("muster: out/a.bin was not copied: what is kept has the SHA-256 ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith($" was written. It was changed or damaged.\n1 file of job 'build' copied to {folder}.\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["out/sub/b.txt"], Files());
    }

    [Fact]
    public async Task No_link_leads_a_copy_out_of_the_directory()
    {
        await JobRuns.RunningAsync(cli.World);
        var outside = Directory.CreateTempSubdirectory("muster-outside-");
        try
        {
            Directory.CreateSymbolicLink(Path.Join(folder.FullName, "out"), outside.FullName);

            var answer = await cli.RunAsync("results", "last", "--job", "build", "-o", folder.FullName);

            Assert.Equal(ExitCode.CouldNotTell, answer.Code);
            Assert.StartsWith(
                $"muster: out/a.bin was not copied: {folder}/out is a link to {outside}, which may lead out of the directory. Remove it, or copy to another directory.\n", answer.Error, StringComparison.Ordinal);
            Assert.Empty(outside.EnumerateFileSystemInfos());
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_replaced_and_what_it_led_to_stays()
    {
        await JobRuns.RunningAsync(cli.World);
        var victim = Path.Join(folder.FullName, "victim");
        await File.WriteAllTextAsync(victim, "mine", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Join(folder.FullName, "out"));
        File.CreateSymbolicLink(Path.Join(folder.FullName, "out/a.bin"), victim);

        Assert.Equal(0, (await cli.RunAsync("results", "last", "--job", "build", "-o", folder.FullName)).Code);

        Assert.Equal("mine", await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken));
        Assert.Equal("aaa", await File.ReadAllTextAsync(Path.Join(folder.FullName, "out/a.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_cannot_be_told_says_why()
    {
        var (run, _) = await JobRuns.RunningAsync(cli.World);

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: No attempt of job 'lint' of run {run.Id} (release) has succeeded, so it has no result files. It exited with code 1.\n"),
            await cli.RunAsync("results", "last", "--job", "lint"));
        Assert.Equal(
            new(0, "", "Job 'fetch' succeeded and kept no files: its result_paths name none, or there were none.\n"), await cli.RunAsync("results", "last", "--job", "fetch"));
        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (release) has no job 'x'. Its jobs are: fetch, build, unit-tests, lint, package.\n"), await cli.RunAsync("results", "last", "--job", "x"));
        await cli.World.Blobs.DeleteAsync(GraphBlobs.KeyOf(run.Id, "graphs/1-0/build/2.e1/manifest.json"), TestContext.Current.CancellationToken);
        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: The list of the result files of job 'build' was kept as memory:///runs/{run.Id}/graphs/1-0/build/2.e1/manifest.json, which is not there any more.\n"),
            await cli.RunAsync("results", "last", "--job", "build"));
    }

    [Theory]
    [InlineData("results r --job a --path", "muster: --job lists all result files of one job of one point; leave out --metric, --best, --limit, --path, --state and --where.")]
    [InlineData("results r 0,1 --job a", "muster: --job lists the result files of one point; name one index.")]
    [InlineData("results r -o x", "muster: --output needs --job JOB: whose files to copy.")]
    [InlineData("results r --json --format csv", "muster: --json is the same as --format json; give only one of them.")]
    public async Task Wrong_words_say_what_is_allowed(string line, string message) => Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));

    [Fact]
    public async Task Of_several_points_one_must_be_named()
    {
        var run = await JobRuns.FailedAsync(cli.World, points: 3);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (release) has 3 points, each with its own jobs; say which one, from 0 to 2: muster results {run.Id} INDEX --job build\n"),
            await cli.RunAsync("results", "last", "--job", "build"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private IEnumerable<string> Files() => folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.FullName, file.FullName)).Order(StringComparer.Ordinal);
}
