using Muster.Agent.Graphs;

namespace Muster.Tests.Agent.Graphs;

public sealed class SpareFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SpareFolders spares = new();

    public SpareFoldersTests() => Directory.CreateDirectory(folder["jobs"]);

    public void Dispose()
    {
        spares.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_folder_that_was_left_empty_becomes_that_of_the_next_job()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere each job gets a folder of its own.");
        spares.MakeEmpty(folder["jobs/a"], folder["aside"]);
        Assert.True(spares.TryKeep(folder["jobs/a"]));

        spares.MakeEmpty(folder["jobs/b"], folder["aside"]);

        Assert.Equal([folder["jobs/b"]], Directory.GetDirectories(folder["jobs"]));
    }

    [Fact]
    public void A_folder_in_which_something_was_is_not_kept()
    {
        spares.MakeEmpty(folder["jobs/a"], folder["aside"]);
        folder.Write("jobs/a/f", "");
        File.Delete(folder["jobs/a/f"]);

        Assert.False(spares.TryKeep(folder["jobs/a"]));
    }

    [Fact]
    public void What_an_earlier_attempt_left_is_removed_or_stays_as_it_was_asked_for()
    {
        spares.MakeEmpty(folder["jobs/a"], folder["aside"]);
        spares.TryKeep(folder["jobs/a"]);
        folder.Write("jobs/b/f", "");
        folder.Write("checkpoints/c/f", "");

        spares.MakeEmpty(folder["jobs/b"], folder["aside"]);
        spares.Ensure(folder["checkpoints/c"]);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["jobs/b"]));
        Assert.True(File.Exists(folder["checkpoints/c/f"]));
    }

    [Fact]
    public void A_job_that_runs_again_finds_its_own_folder_that_was_kept()
    {
        spares.MakeEmpty(folder["jobs/a"], folder["aside"]);
        spares.TryKeep(folder["jobs/a"]);

        spares.Ensure(folder["jobs/a"]);

        Assert.Equal([folder["jobs/a"]], Directory.GetDirectories(folder["jobs"]));
    }

    [Fact]
    public void Nothing_that_was_kept_stays_at_the_end()
    {
        spares.MakeEmpty(folder["jobs/a"], folder["aside"]);
        spares.MakeEmpty(folder["jobs/b"], folder["aside"]);
        if (!spares.TryKeep(folder["jobs/a"]))
            Directory.Delete(folder["jobs/a"]);

        spares.Dispose();

        Assert.Equal([folder["jobs/b"]], Directory.GetDirectories(folder["jobs"]));
    }
}
