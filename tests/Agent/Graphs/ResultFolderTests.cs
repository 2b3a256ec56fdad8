using System.Diagnostics;
using Muster.Agent.Graphs;

namespace Muster.Tests.Agent.Graphs;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_keep_their_paths_and_are_taken_out_of_the_directory()
    {
        folder.Write("job/report.txt", "report");
        folder.Write("job/out/deep/model.bin", "model");
        folder.Write("job/out/deep/log.txt", "log");

        Assert.Equal((2, null), Take("report.txt", "out/**/*.bin"));
        Assert.Equal(["out/deep/model.bin", "report.txt"], Taken());
        Assert.Equal("model", File.ReadAllText(folder["results/out/deep/model.bin"]));
        Assert.False(File.Exists(folder["job/report.txt"]));
        Assert.True(File.Exists(folder["job/out/deep/log.txt"]));
    }

    [Fact]
    public void Taking_once_more_finds_nothing_and_leaves_what_was_taken()
    {
        folder.Write("job/a", "a");
        Take("*");

        Assert.Equal((0, null), Take("*"));
        Assert.Equal(["a"], Taken());
    }

    [Fact]
    public void Absolute_paths_are_copied_and_keep_their_paths_without_the_root()
    {
        var (model, other) = (folder.Write("elsewhere/models/a.bin", "model"), folder.Write("elsewhere/other", "other"));

        Assert.Equal((2, null), Take($"{folder.Path}/elsewhere/**/*.bin", other));
        Assert.Equal("model", File.ReadAllText($"{folder["results"]}{model}"));
        Assert.Equal("other", File.ReadAllText($"{folder["results"]}{other}"));
        Assert.Equal("model", File.ReadAllText(model));
    }

    [Fact]
    public void A_link_within_the_directory_becomes_a_file_of_its_own_and_one_that_leads_outside_is_left()
    {
        folder.Write("secret", "secret");
        folder.Write("job/real", "real");
        File.CreateSymbolicLink(folder["job/latest"], "real");
        File.CreateSymbolicLink(folder["job/outside"], "../secret");

        Take("latest", "outside");
        Assert.Equal(["latest"], Taken());
        Assert.Null(new FileInfo(folder["results/latest"]).LinkTarget);
        Assert.Equal("real", File.ReadAllText(folder["results/latest"]));
        Assert.True(File.Exists(folder["job/real"]));
    }

    [Fact]
    public void Names_with_blanks_line_breaks_and_other_alphabets_are_kept_and_such_that_are_no_text_are_left()
    {
        folder.Write("job/a b 'c'.txt", "");
        folder.Write("job/é 🌊", "");
        Bash("touch $'new\\nline' $'\\xff' ' #?%'");

        Take("**");
        Bash("rm $'\\xff'"); // which .NET cannot name
        Assert.Equal([" #?%", "a b 'c'.txt", "new\nline", "é 🌊"], Taken());
    }

    [Fact]
    public void Empty_files_are_results_and_folders_and_pipes_are_none()
    {
        folder.Write("job/empty", "");
        Bash("mkdir folder; mkfifo pipe");

        Assert.Equal((1, null), Take("**", "folder"));
        Assert.Equal(["empty"], Taken());
    }

    [Fact]
    public void Without_paths_nothing_is_looked_for() => Assert.True(Of([]).IsNothing);

    [Fact]
    public void Where_nothing_matches_no_folder_is_made()
    {
        Directory.CreateDirectory(folder["job"]);

        Assert.Equal((0, null), Take("*.txt"));
        Assert.False(Directory.Exists(folder["results"]));
    }

    [Fact]
    public void Paths_that_matched_no_file_are_told()
    {
        folder.Write("job/out/a.txt", "a");
        var other = folder.Write("elsewhere/b", "b");
        string[] paths = ["out/*.txt", "out/app.bin", "**/*.md", other, $"{folder.Path}/nowhere/*"];

        Assert.Equal(["out/app.bin", "**/*.md", $"{folder.Path}/nowhere/*"], Of(paths).Take(folder["job"], folder["results"]).Unmatched);
    }

    private (int Count, string? Problem) Take(params string[] paths)
    {
        var (count, problem, _) = Of(paths).Take(folder["job"], folder["results"]);
        ResultFolder.Sync(folder["results"]);
        return (count, problem);
    }

    private static ResultFolder Of(string[] paths) => new(new() { Id = "a", Command = "true", ResultPaths = paths });

    private IEnumerable<string> Taken() => Directory.EnumerateFiles(folder["results"], "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder["results"], file)).Order(StringComparer.Ordinal);

    private void Bash(string text)
    {
        Directory.CreateDirectory(folder["job"]);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", text]) { WorkingDirectory = folder["job"] })!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
