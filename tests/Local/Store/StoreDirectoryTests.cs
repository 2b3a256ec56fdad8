using System.Runtime.Versioning;
using Muster.Local.Store;

namespace Muster.Tests.Local.Store;

[UnsupportedOSPlatform("windows")]
public sealed class StoreDirectoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_layout_lies_below_the_root()
    {
        var directory = new StoreDirectory("/somewhere/muster");

        Assert.Equal(
            ["/somewhere/muster", "/somewhere/muster/store.db", "/somewhere/muster/blobs", "/somewhere/muster/points", "/somewhere/muster/engine.lock"],
            [directory.Root, directory.StoreFile, directory.Blobs, directory.Points, directory.EngineLockFile]);
    }

    [Fact]
    public void A_relative_path_is_taken_from_the_working_directory() =>
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "store"), new StoreDirectory("store").Root);

    [Fact]
    public void A_new_directory_is_for_its_owner_only()
    {
        new StoreDirectory(folder.At("a/b")).Create();

        var ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal((ownerOnly, ownerOnly), (File.GetUnixFileMode(folder.At("a")), File.GetUnixFileMode(folder.At("a/b"))));
    }

    [Fact]
    public void A_directory_that_is_there_keeps_its_mode()
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        Directory.CreateDirectory(folder.At("a"), mode);

        new StoreDirectory(folder.At("a")).Create();

        Assert.Equal(mode, File.GetUnixFileMode(folder.At("a")));
    }

    [Fact]
    public void A_store_exists_once_it_was_opened()
    {
        var directory = new StoreDirectory(folder.At("store"));
        Assert.False(directory.Exists);

        SqliteRunStore.Open(directory).Dispose();

        Assert.True(directory.Exists);
    }

    [Fact]
    public void A_directory_below_a_file_cannot_be_made()
    {
        File.WriteAllText(folder.At("file"), "");

        var error = Assert.Throws<StoreProblemException>(() => new StoreDirectory(folder.At("file/store")).Create());

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.StartsWith($"The store {folder.At("file/store")} cannot be written: ", error.Message, StringComparison.Ordinal);
    }
}
