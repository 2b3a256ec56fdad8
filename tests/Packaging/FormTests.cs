using System.IO.Compression;
using System.Text.RegularExpressions;
using Muster.Tests.Scenarios;

namespace Muster.Tests.Packaging;

/// <summary>All forms in which the command comes do the same: also the engine that each leaves behind is found.</summary>
public partial class FormTests(PackagedMuster packaged)
{
    private const string Sweep = "command: 'echo \"{\\\"y\\\": $PARAM_x}\" > \"$MUSTER_RESULT_FILE\"'\nname: form\ngrid: {x: [1, 2, 3]}\n";

    [Fact]
    public async Task Library_under_the_runtime_runs_a_sweep() => await RunsSweepsAsync(MusterProcess.Words);

    [Fact]
    public async Task Built_program_runs_a_sweep() => await RunsSweepsAsync([Path.Join(AppContext.BaseDirectory, "muster")]);

    [Fact]
    public async Task Single_file_runs_a_sweep() => await RunsSweepsAsync([await packaged.SingleFileAsync()]);

    [Fact]
    public async Task Installed_tool_runs_a_sweep()
    {
        await using var scenario = new Scenario();
        var package = await packaged.ToolPackageAsync();
        var settings = scenario.Write("nuget.config", $"<configuration><packageSources><clear/><add key=\"here\" value=\"{Path.GetDirectoryName(package)}\"/></packageSources></configuration>");
        await Tool.RunAsync(scenario.At(""), Tool.Dotnet, "tool", "install", "Muster", "--prerelease", "--tool-path", scenario.At("tools"), "--configfile", settings);
        await RunsSweepsAsync([scenario.At("tools/muster")]);
    }

    [Fact]
    public async Task Tool_package_has_the_library_of_SQLite_and_says_what_it_is()
    {
        await using var package = await ZipFile.OpenReadAsync(await packaged.ToolPackageAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("tools/net10.0/any/runtimes/linux-x64/native/libe_sqlite3.so", package.Entries.Select(entry => entry.FullName));
        Assert.Contains("README.md", package.Entries.Select(entry => entry.FullName));
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && entry.Name.StartsWith("Muster.", StringComparison.Ordinal));
        using var text = new StreamReader(await package.GetEntry("Muster.nuspec")!.OpenAsync(TestContext.Current.CancellationToken));
        var description = await text.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.All(
            (string[])["<id>Muster</id>", "<license type=\"expression\">Apache-2.0</license>", "<readme>README.md</readme>", "<packageType name=\"DotnetTool\" />"],
            part => Assert.Contains(part, description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Single_file_works_where_nothing_can_be_written_but_the_store_and_leaves_nothing_behind()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("home"));
        Directory.CreateDirectory(scenario.At("tmp"));
        foreach (var name in (string[])["HOME", "TMPDIR", "DOTNET_BUNDLE_EXTRACT_BASE_DIR"])
            scenario.Environment[name] = name == "TMPDIR" ? scenario.At("tmp") : scenario.At("home");
        scenario.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Tool.Dotnet);
        scenario.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scenario.At("home"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using var submit = scenario.StartAs([await packaged.SingleFileAsync()], "submit", scenario.Write("sweep.yaml", Sweep));
        Assert.Equal(0, (await submit.EndAsync()).Code);

        Assert.Empty(Directory.GetFileSystemEntries(scenario.At("home")));
        Assert.Empty(Directory.GetFileSystemEntries(scenario.At("tmp")));
    }

    private static async Task RunsSweepsAsync(IReadOnlyList<string> words)
    {
        await using var scenario = new Scenario();
        scenario.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Tool.Dotnet);
        var sweep = scenario.Write("sweep.yaml", Sweep);

        Assert.Matches(Version(), await AnswerAsync(scenario, words, "version"));
        await AnswerAsync(scenario, words, "submit", sweep);
        await AnswerAsync(scenario, words, "submit", "--detach", sweep);
        await AnswerAsync(scenario, words, "wait", "last");
        var rows = (await AnswerAsync(scenario, words, "results", "last", "--format", "csv")).Split('\n');

        Assert.StartsWith("index,x,y,state,", rows[0], StringComparison.Ordinal);
        Assert.Equal(["0,1,1,succeeded", "1,2,2,succeeded", "2,3,3,succeeded"], rows[1..4].Select(row => string.Join(',', row.Split(',')[..4])));
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task<string> AnswerAsync(Scenario scenario, IReadOnlyList<string> words, params string[] arguments)
    {
        using var process = arguments is ["version"]
            ? MusterProcess.StartProgram(words[0], [.. words.Skip(1), .. arguments], scenario.Environment, "version")
            : scenario.StartAs(words, arguments);
        var answer = await process.EndAsync();
        Assert.True(answer.Code == 0, process.Told);
        return answer.Out;
    }

    /// <summary>SemVer 2, as <c>semver.org</c> gives it, but for its leading zeros.</summary>
    [GeneratedRegex(@"^muster \d+\.\d+\.\d+(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\n$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
