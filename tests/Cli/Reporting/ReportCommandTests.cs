using Muster.Cli;
using Muster.Cli.Reporting;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli.Reporting;

public sealed class ReportCommandTests : IDisposable
{
    private readonly CliRig cli = new();
    private readonly string folder = Directory.CreateTempSubdirectory("muster-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_page_of_a_run_is_as_it_was_looked_at()
    {
        await ReportRuns.AddSearchAsync(cli.World);

        var answer = await cli.RunAsync("report", "last", "-o", "-");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("report.html", WithoutAssets(answer.Out));
        Assert.Equal(answer, await cli.RunAsync("report", "last", "--output", "-"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(9, true)]
    public async Task What_took_less_than_some_seconds_has_no_rate(int seconds, bool isDrawn)
    {
        var run = await cli.World.AddAsync("lr", 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        cli.World.Time.Move(TimeSpan.FromSeconds(seconds));
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Complete);

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        Assert.Contains("Points that have ended", page, StringComparison.Ordinal);
        Assert.Equal(isDrawn, page.Contains("Points ended per time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_written_whole_and_its_path_is_the_answer()
    {
        var (run, path) = (await ReportRuns.AddSearchAsync(cli.World), Path.Join(folder, "r.html"));
        await File.WriteAllTextAsync(path, "older");

        var answer = await cli.RunAsync("report", "last", "-o", path);

        Assert.Equal(new(0, $"{path}\n", $"Report of run {run.Id} (search), error: open it in a browser\n"), answer);
        Assert.Equal((await cli.RunAsync("report", "last", "-o", "-")).Out, await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Without_a_name_the_file_is_in_the_current_directory_and_named_after_the_run()
    {
        var run = await ReportRuns.AddSearchAsync(cli.World);
        var path = Path.GetFullPath($"search-{run.Id}.html");

        Assert.Equal(new(0, $"{path}\n", $"Report of run {run.Id} (search), error: open it in a browser\n"), await cli.RunAsync("report", "search"));

        Assert.True(File.Exists(path));
        File.Delete(path);
    }

    [Theory]
    [InlineData("lr-search", "lr-search-ID.html")]
    [InlineData("../etc/pass wd", "etc-pass-wd-ID.html")]
    [InlineData("Größe_1.5", "Größe_1.5-ID.html")]
    [InlineData("--", "ID.html")]
    public async Task A_name_is_one_that_any_file_system_holds(string name, string file)
    {
        var run = await (await cli.World.AddAsync(name)).RecordAsync();

        Assert.Equal(file.Replace("ID", run.Id.Value, StringComparison.Ordinal), ReportFile.NameOf(run));
    }

    [Fact]
    public async Task A_page_that_cannot_be_finished_leaves_the_older_one()
    {
        var path = Path.Join(folder, "r.html");
        await File.WriteAllTextAsync(path, "older");

        Assert.Throws<InvalidDataException>(() => ReportFile.Replace(path, writer =>
        {
            writer.Write("half");
            throw new InvalidDataException();
        }));

        Assert.Equal("older", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_place_that_no_file_can_be_at_is_wrong_usage()
    {
        await cli.World.AddAsync();
        var missing = Path.Join(folder, "no", "r.html");

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: --output is {folder}, which is a directory. Name a file, such as {folder}/report.html.\n"),
            await cli.RunAsync("report", "last", "-o", folder));
        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: --output is {missing}, but there is no directory {folder}/no. Make it, or name a file elsewhere.\n"),
            await cli.RunAsync("report", "last", "-o", missing));
        Assert.Equal(
            new(ExitCode.Usage, "", "muster: --output was given an empty name. Name a file, or leave the option out.\n"),
            await cli.RunAsync("report", "last", "-o", ""));
    }

    [Fact]
    public async Task Results_that_are_gone_make_the_page_incomplete()
    {
        var run = await cli.World.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt() with { Result = "gone" });

        var answer = await cli.RunAsync("report", "last", "-o", "-");

        const string told = "The results of 1 point could not be read, and are missing here. Point 0: The output gone is not there any more.";
        Assert.Equal((ExitCode.CouldNotTell, $"muster: {told}\n"), (answer.Code, answer.Error));
        Assert.Contains($"<p class=\"note\">{told}</p>", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waiting", "waiting", "Summary, Points, What was run")]
    [InlineData("going", "running", "Summary, Progress, Timeline, Metrics and parameters, Distributions, Slowest attempts, Points, What was run")]
    [InlineData("one", "complete", "Summary, Progress, Timeline, Distributions, Slowest attempts, Points, What was run")]
    [InlineData("failed", "error", "Summary, Progress, Timeline, Distributions, Slowest attempts, Failed points, Points, What was run")]
    [InlineData("cancelled", "cancelled", "Summary, Points, What was run")]
    public async Task A_page_has_the_sections_that_its_run_has_something_for(string kind, string state, string sections)
    {
        await AddAsync(kind);

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        Assert.Equal(sections, string.Join(", ", PageReading.Headings(page)));
        Assert.Contains($" {state}</span>", page, StringComparison.Ordinal);
        Assert.Equal(kind is "waiting" or "going", page.Contains("still going: make the page again", StringComparison.Ordinal));
        PageReading.AssertSound(page);
    }

    [Fact]
    public async Task A_run_on_hold_is_not_said_to_be_going()
    {
        var run = await cli.World.AddAsync();
        await run.ChangeAsync(record => record with { State = RunState.Ignored });

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        Assert.Contains(" held</span>", page, StringComparison.Ordinal);
        Assert.Contains("As of 2026-03-01 12:00:00 UTC, on hold: make the page again for what comes later</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_it_waits_and_when_it_is_tried_next_is_told()
    {
        var run = await cli.World.AddAsync(points: 2);
        await run.StartAsync();
        await run.ReportAsync(RunState.InProgress, new(Muster.Coordination.WaitCause.Backoff, "1 point failed and waits.", cli.World.Time.GetUtcNow().AddMinutes(1)));

        Assert.Contains(
            "<b>It waits:</b> 1 point failed and waits. Next try: 2026-03-01 12:01:00 UTC.</p>", (await cli.RunAsync("report", "last", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(0.25, null, "0.25 USD")]
    [InlineData(0.25, 2, "0.25 USD of 2.00 USD")]
    public async Task A_cost_that_is_not_known_is_not_nothing(double spent, int? budget, string? shown)
    {
        await cli.World.AddAsync(change: record => record with { SpentUsd = (decimal)spent, BudgetUsd = budget });

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        Assert.Equal(shown is null, page.Contains("What it cost is not known", StringComparison.Ordinal));
        Assert.Equal(shown is not null, page.Contains($"<dt>Cost</dt><dd>{shown}</dd>", StringComparison.Ordinal));
        Assert.Equal(shown is null, !page.Contains(" USD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_a_run_says_becomes_markup()
    {
        await ReportRuns.AddHostileAsync(cli.World);

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        PageReading.AssertSound(page);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        Assert.Equal(1, PageReading.Count(page, "</script>"));
        Assert.Equal(1, PageReading.Count(page, "</style>"));
        Assert.Contains("&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;␛[31m\ufffd|]]&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_many_points_has_a_small_page_that_says_what_was_left_out()
    {
        var run = await cli.World.AddAsync(
            new() { Name = "many", Command = "true", Grid = [new("a", [.. Enumerable.Range(0, 60).Select(i => new Muster.Sweeps.ParameterValue($"{i}"))]), new("b", [.. Enumerable.Range(1, 50).Select(i => new Muster.Sweeps.ParameterValue($"{i}"))])] }, []);
        await run.StartAsync();
        for (var point = 0; point < 3000; point++)
            await run.EndAsync(point, PointState.Succeeded, run.Attempt(result: $"{{\"y\":{point % 977}}}"));
        await run.ReportAsync(RunState.Complete);

        var page = (await cli.RunAsync("report", "last", "-o", "-")).Out;

        Assert.InRange(page.Length, 50_000, 500_000);
        PageReading.AssertSound(page);
        Assert.Contains("3,000 attempts are too many to draw one by one (at most 800 on 64 slots)", page, StringComparison.Ordinal);
        Assert.Contains("Each chart has the dots of 1,500 of 3,000 points, chosen evenly.", page, StringComparison.Ordinal);
        Assert.Contains("The first 500 of 3,000 points; all: <code>muster results", page, StringComparison.Ordinal);
        Assert.Contains(">0–5<", page, StringComparison.Ordinal);
    }

    private async Task AddAsync(string kind)
    {
        var run = await cli.World.AddAsync(kind, kind is "one" ? 1 : 4);
        if (kind is "waiting")
            return;
        await run.StartAsync();
        if (kind is "going")
            await run.EndAsync(2, PointState.Succeeded, run.Attempt(result: """{"loss":0.5}"""));
        if (kind is "one")
            await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        for (var point = 0; kind is "failed" && point < 4; point++)
            await run.EndAsync(point, PointState.Failed, run.Attempt(1));
        if (kind is "cancelled")
            await run.ChangeAsync(record => record with { Desired = DesiredState.Cancelled });
        if (kind is not "going")
            await run.ReportAsync(kind is "one" ? RunState.Complete : kind is "failed" ? RunState.Error : RunState.Cancelled);
    }

    /// <summary>The page without what stands in files of its own, and without the version.</summary>
    private static string WithoutAssets(string page) => page
        .Replace(PageAssets.Style.Text, "STYLE", StringComparison.Ordinal)
        .Replace(PageAssets.Script.Text, "SCRIPT", StringComparison.Ordinal)
        .Replace(PageAssets.StyleSource.Text, "STYLE-DIGEST", StringComparison.Ordinal)
        .Replace(PageAssets.ScriptSource.Text, "SCRIPT-DIGEST", StringComparison.Ordinal)
        .Replace($"Muster {VersionText.Version.Split('+')[0]} on", "Muster VERSION on", StringComparison.Ordinal);
}
