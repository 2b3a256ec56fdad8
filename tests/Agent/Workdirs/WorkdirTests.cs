using FsCheck;
using FsCheck.Fluent;
using Muster.Agent.Workdirs;
using Muster.Sweeps;
using Muster.Testing.Blobs;

namespace Muster.Tests.Agent.Workdirs;

public sealed class WorkdirTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly InMemoryBlobStore blobs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_packed_comes_back_with_its_permissions_and_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is about permissions of Unix.");
        folder.Write("from/run.sh", "#!/bin/sh\n");
        folder.Write("from/data/deep/ü 1.csv", "x\n");
        Directory.CreateDirectory(folder["from/empty"]);
        File.CreateSymbolicLink(folder["from/link"], "data/deep/ü 1.csv");
        File.CreateSymbolicLink(folder["from/away"], "/nowhere/at/all");
        SetMode("from/run.sh", 0x1ED); // 0755
        SetMode("from/data/deep/ü 1.csv", 0x100); // 0400

        var (tree, there) = await MoveAsync("from", "to");

        Assert.Equal(
            ["away", "data", "data/deep", "data/deep/ü 1.csv", "empty", "link", "run.sh"],
            tree.Entries.Select(entry => entry.Path));
        Assert.Equal(tree.Entries, WorkdirTree.Scan(there, new()).Entries);
        Assert.Equal("x\n", File.ReadAllText(Path.Join(there, "link")));
        Assert.Equal("/nowhere/at/all", new FileInfo(Path.Join(there, "away")).LinkTarget);
    }

    [Fact]
    public void The_same_folder_has_the_same_digest_wherever_and_whenever_it_was_made()
    {
        folder.Write("one/b", "2");
        folder.Write("one/a/c", "1");
        folder.Write("two/a/c", "1");
        folder.Write("two/b", "2");
        File.SetLastWriteTimeUtc(folder["two/b"], new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(Scan("one").Digest, Scan("two").Digest);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("name")]
    [InlineData("mode")]
    [InlineData("folder")]
    [InlineData("link")]
    public void Whatever_is_another_gives_another_digest(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is about permissions of Unix.");
        folder.Write("one/a", "1");
        File.CreateSymbolicLink(folder["one/l"], "a");
        var before = Scan("one").Digest;
        switch (what)
        {
            case "content": folder.Write("one/a", "2"); break;
            case "name": File.Move(folder["one/a"], folder["one/b"]); break;
            case "mode": SetMode("one/a", 0x1ED); break;
            case "folder": Directory.CreateDirectory(folder["one/d"]); break;
            default: File.Delete(folder["one/l"]); File.CreateSymbolicLink(folder["one/l"], "b"); break;
        }

        Assert.NotEqual(before, Scan("one").Digest);
    }

    [Fact]
    public void Git_folders_stores_and_what_is_no_file_are_left_out()
    {
        folder.Write("from/.git/HEAD", "ref");
        folder.Write("from/sub/.git/HEAD", "ref");
        folder.Write("from/.gitignore", "bin/");
        folder.Write("from/store/store.db", "records");
        Directory.CreateDirectory(folder["from/store/blobs"]);
        folder.Write("from/other/store.db", "somebody's own");

        Assert.Equal([".gitignore", "other", "other/store.db", "sub"], Scan("from").Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void A_folder_that_is_too_large_is_refused()
    {
        folder.Write("from/a", "12345");
        var expected = $"The workdir {folder["from"]} is too large to be uploaded: it has more than 4B in files, or more than 100000 files and folders. Each instance would fetch all of it. Name a smaller folder as workdir, and fetch large data in setup.";

        Assert.Equal(expected, Assert.Throws<WorkdirException>(() => WorkdirTree.Scan(folder["from"], new() { MostBytes = 4 })).Message);
        Assert.Throws<WorkdirException>(() => WorkdirTree.Scan(folder["from"], new() { MostEntries = 0 }));
    }

    [Fact]
    public async Task A_folder_is_uploaded_once()
    {
        folder.Write("from/a", "1");
        var transfer = new WorkdirTransfer(blobs);

        Assert.True(await transfer.UploadAsync(Scan("from"), Cancel));
        Assert.False(await transfer.UploadAsync(Scan("from"), Cancel));
    }

    [Fact]
    public async Task A_file_that_is_changed_meanwhile_is_an_error()
    {
        folder.Write("from/a", "1");
        var tree = Scan("from");
        folder.Write("from/a", "2");

        Assert.Equal(
            $"{folder["from/a"]} was changed while its folder, the workdir, was uploaded. Submit again when nothing writes to it.",
            (await Assert.ThrowsAsync<WorkdirException>(() => new WorkdirTransfer(blobs).UploadAsync(tree, Cancel))).Message);
    }

    [Fact]
    public async Task An_archive_of_something_else_is_refused_and_leaves_no_folder()
    {
        folder.Write("from/a", "1");
        folder.Write("other/a", "2");
        var (tree, other) = (Scan("from"), Scan("other"));
        await new WorkdirTransfer(blobs).UploadAsync(other, Cancel);
        await using (var packed = await blobs.GetAsync(WorkdirBlobs.KeyOf(other.Digest), cancel: Cancel))
            await blobs.PutAsync(WorkdirBlobs.KeyOf(tree.Digest), packed!, Cancel);

        Assert.Equal(
            $"The archive of the workdir {tree.Digest} holds {other.Digest}: it was changed or damaged. Submit the run again.",
            (await Assert.ThrowsAsync<WorkdirException>(() => new WorkdirTransfer(blobs).BringAsync(tree.Digest, folder["to"], Cancel))).Message);
        Assert.False(Directory.Exists(folder[$"to/{tree.Digest}"]));
    }

    [Fact]
    public void Any_tree_of_files_comes_back_as_it_was() => Prop.ForAll(Trees(), files =>
    {
        using var place = new TemporaryFolder();
        Directory.CreateDirectory(place["from"]);
        foreach (var (path, content) in files)
            place.Write($"from/{path}", content);
        var tree = WorkdirTree.Scan(place["from"], new());
        var store = new InMemoryBlobStore();
        new WorkdirTransfer(store).UploadAsync(tree, Cancel).GetAwaiter().GetResult();
        var there = new WorkdirTransfer(store).BringAsync(tree.Digest, place["to"], Cancel).GetAwaiter().GetResult();
        return WorkdirTree.Scan(there, new()).Entries.SequenceEqual(tree.Entries) && files.All(file => File.ReadAllText(Path.Join(there, file.Key)) == file.Value);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    /// <summary>Paths of up to four parts; those that are files end with <c>.f</c>, so that none is a folder of another.</summary>
    private static Arbitrary<Dictionary<string, string>> Trees()
    {
        var part = Gen.Elements("a", "b.c", "ä ö", "-", new string('x', 120), "#1");
        var path = from depth in Gen.Choose(1, 4) from parts in part.ArrayOf(depth) select $"{string.Join('/', parts)}.f";
        var file = from name in path from size in Gen.Choose(0, 3000) from letter in Gen.Elements('a', '\n', 'é') select (name, new string(letter, size));
        return file.ListOf().Select(files => files.DistinctBy(one => one.name, StringComparer.Ordinal).ToDictionary(one => one.name, one => one.Item2, StringComparer.Ordinal)).ToArbitrary();
    }

    private async Task<(WorkdirTree Tree, string There)> MoveAsync(string from, string to)
    {
        var tree = Scan(from);
        await new WorkdirTransfer(blobs).UploadAsync(tree, Cancel);
        return (tree, await new WorkdirTransfer(blobs).BringAsync(tree.Digest, folder[to], Cancel));
    }

    private WorkdirTree Scan(string name) => WorkdirTree.Scan(folder[name], new());

    private void SetMode(string name, int mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder[name], (UnixFileMode)mode);
    }
}
