using Muster.Agent.Results;

namespace Muster.Tests.Agent.Results;

public sealed class ResultCollectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_that_match_any_pattern_are_found_once_and_in_order()
    {
        _folder.Write("p/b/deep/model.bin", "");
        _folder.Write("p/a.bin", "");
        _folder.Write("p/log.txt", "");
        _folder.Write("p/other.md", "");

        Assert.Equal(["a.bin", "b/deep/model.bin", "log.txt"], Find("**/*.bin", "*.txt", "a*"));
    }

    [Fact]
    public void Nothing_is_found_without_patterns_or_without_the_directory()
    {
        Assert.Empty(new ResultCollector(["**"]).Find(_folder["none"]));
        Assert.Empty(new ResultCollector([]).Find(_folder.Path));
    }

    [Fact]
    public void Links_that_lead_outside_are_left_out()
    {
        _folder.Write("secret/key", "");
        _folder.Write("p/own", "");
        File.CreateSymbolicLink(_folder["p/inside"], "own");
        File.CreateSymbolicLink(_folder["p/outside"], "../secret/key");
        File.CreateSymbolicLink(_folder["p/nowhere"], "nothing");
        File.CreateSymbolicLink(_folder["p/circle"], "circle");
        Directory.CreateSymbolicLink(_folder["p/folder"], _folder["secret"]);
        File.CreateSymbolicLink(_folder["p/through"], "folder/key");
        Directory.CreateSymbolicLink(_folder["p/self"], ".");

        Assert.Equal(["inside", "own"], Find("**"));
    }

    [Fact]
    public void Pipes_and_folders_are_no_result_files()
    {
        Directory.CreateDirectory(_folder["p/folder"]);
        using (var make = System.Diagnostics.Process.Start("mkfifo", _folder["p/pipe"])) make.WaitForExit();

        Assert.Empty(Find("**", "folder"));
    }

    private IReadOnlyList<string> Find(params string[] patterns) => new ResultCollector(patterns).Find(_folder["p"]);
}
