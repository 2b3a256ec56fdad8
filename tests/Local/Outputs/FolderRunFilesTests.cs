using System.Text;
using Muster.Agent.Keeping;
using Muster.Agent.Output;
using Muster.Local.Blobs;
using Muster.Local.Outputs;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Conformance;
using Muster.Tests.Local.Store;

namespace Muster.Tests.Local.Outputs;

public sealed class FolderRunFilesTests : RunFilesConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunId run = RunId.FromToken("run");

    protected override IRunFiles Files => new FolderRunFiles(Points);

    private string Points => Path.Join(folder.Path, "points");

    private string Root => Path.Join(Points, run.Value);

    private string Output => Path.Join(Root, "output");

    public void Dispose() => folder.Dispose();

    protected override Task<string> KeepAsync(RunId run, string before, string result, string after)
    {
        using var pack = new OutputPack(Path.Join(Points, run.Value, "output"), "1-w");
        pack.Append(Encoding.UTF8.GetBytes(before));
        var kept = pack.Append(Encoding.UTF8.GetBytes(result));
        pack.Append(Encoding.UTF8.GetBytes(after));
        return Task.FromResult(kept.ToString());
    }

    protected override Task<string?> ReadAsync(RunId run, string reference) =>
        new LocalOutputs(Points, new FolderBlobStore(Path.Join(Points, "blobs"))).ReadResultAsync(run, new() { Number = 1, End = AttemptEnd.Exited, StartedAt = default, Result = reference }, Cancel);

    [Fact]
    public async Task A_pack_without_results_goes_and_what_was_in_it_is_told_as_gone()
    {
        var log = new AttemptOutput(OutputRef.Parse(await KeepAsync(run, "log", "no result", "log")), null);

        Assert.Equal(new(1, 15), await KeepResultsAsync([]));

        var error = Assert.Throws<OutputException>(() => new OutputReader(Output).Open(log.Stdout));
        Assert.Equal($"cannot read the output kept in {Output}/1-w-000001.pack: the file is not there; somebody removed or changed it", error.Message);
    }

    [Fact]
    public async Task Of_a_pruned_pack_a_log_is_told_as_pruned()
    {
        var result = await KeepAsync(run, new('l', 1000), "{}", "");

        await KeepResultsAsync([result]);

        Assert.True(File.Exists(Path.Join(Output, "1-w-000001.pack.kept")));
        Assert.False(File.Exists(Path.Join(Output, "1-w-000001.pack")));
        var error = Assert.Throws<OutputException>(() => new OutputReader(Output).Open(OutputRef.Parse("1-w-000001.pack:0+1000")));
        Assert.Equal($"cannot read the output kept in {Output}/1-w-000001.pack: it was pruned, and only results were kept of it; somebody removed or changed it", error.Message);
    }

    [Fact]
    public async Task Many_results_of_a_pack_are_each_found_where_they_are()
    {
        var references = new List<string>();
        using (var pack = new OutputPack(Output, "1-w"))
        {
            for (var i = 0; i < 500; i++)
            {
                pack.Append(new byte[i]);
                references.Add(pack.Append(Encoding.UTF8.GetBytes($"{{\"i\":{i}}}")).ToString());
            }
        }

        await KeepResultsAsync([.. references.AsEnumerable().Reverse()]);

        for (var i = 0; i < references.Count; i++)
            Assert.Equal($"{{\"i\":{i}}}", await ReadAsync(run, references[i]));
    }

    [Fact]
    public async Task A_pruning_that_broke_off_after_the_results_were_kept_is_finished_by_the_next()
    {
        var result = await KeepAsync(run, new('l', 1000), "{\"loss\":2}", "");
        KeptPack.Write(Path.Join(Output, "1-w-000001.pack"), [OutputRef.Parse(result)]);
        await File.WriteAllTextAsync(Path.Join(Output, "1-w-000001.pack.kept.new"), "half", Cancel);

        await KeepResultsAsync([result]);

        Assert.Equal("{\"loss\":2}", await ReadAsync(run, result));
        Assert.Equal(["output/1-w-000001.pack.kept"], (await ListAsync(run)).Select(file => file.Path));
    }

    [Fact]
    public async Task What_a_kept_link_leads_to_is_kept()
    {
        await WriteAsync(run, "points/0/3/model-7.bin", "model");
        await WriteAsync(run, "points/0/3/model-6.bin", "old");
        File.CreateSymbolicLink(Path.Join(Root, "points/0/3/best.bin"), "model-7.bin");

        await KeepResultsAsync([], "best.bin");

        Assert.Equal(["points/0/3/model-7.bin"], (await ListAsync(run)).Select(file => file.Path));
        Assert.Equal("model", await File.ReadAllTextAsync(Path.Join(Root, "points/0/3/best.bin"), Cancel));
    }

    [Fact]
    public async Task Links_are_not_listed_and_nothing_is_removed_through_them()
    {
        var outside = Directory.CreateDirectory(Path.Join(folder.Path, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Join(outside, "file"), "stays", Cancel);
        await WriteAsync(run, "points/0/3/a", "a");
        File.CreateSymbolicLink(Path.Join(Root, "points/0/3/folder"), outside);
        File.CreateSymbolicLink(Path.Join(Root, "points/0/3/file"), Path.Join(outside, "file"));

        Assert.Equal(["points/0/3/a"], (await ListAsync(run)).Select(file => file.Path));
        Assert.Equal(
            $"{Root}/points/0/3/folder is a link; nothing is written through it. Remove it, then try again.",
            (await Assert.ThrowsAsync<IOException>(() => WriteAsync(run, "points/0/3/folder/new", "x"))).Message);
        await KeepResultsAsync([]);
        await Files.DeleteAllAsync(run, Cancel);

        Assert.Equal("stays", await File.ReadAllTextAsync(Path.Join(outside, "file"), Cancel));
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task A_folder_that_its_command_made_read_only_goes_all_the_same()
    {
        await WriteAsync(run, "points/0/3/cache/module/a", "a");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Join(Root, "points/0/3/cache/module"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await WriteAsync(run, "points/0/4/cache/b", "b");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Join(Root, "points/0/4/cache"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Files.DeleteAsync(run, "points/0/4/cache/b", Cancel);
        await Files.DeleteAllAsync(run, Cancel);

        Assert.False(Directory.Exists(Root));
    }

    private Task<FileTally> KeepResultsAsync(IReadOnlyList<string> references, params IReadOnlyList<string> patterns) =>
        Files.KeepResultsAsync(run, new(references.ToAsyncEnumerable(), patterns), isTrial: false, Cancel);
}
