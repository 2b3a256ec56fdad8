using Muster.Agent.Output;
using Muster.Agent.Results;

namespace Muster.Tests.Agent.Results;

public sealed class SlotDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PointDirectories _points;
    private readonly SlotDirectory _slot;

    public SlotDirectoryTests()
    {
        _points = new(_folder["points"]);
        _slot = new(_points);
    }

    public void Dispose()
    {
        _slot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Directory_is_there_while_the_point_runs_and_empty()
    {
        var path = _slot.Enter(1234);

        Assert.Equal(_folder["points/1/1234"], path);
        Assert.Equal(path, _points.PathOf(1234));
        Assert.Empty(Directory.EnumerateFileSystemEntries(path));
    }

    [Fact]
    public void Empty_directories_leave_nothing_behind()
    {
        for (var point = 0; point < 3000; point += 700)
        {
            _slot.Enter(point);
            Assert.False(_slot.Leave());
        }

        _slot.Dispose();
        _points.RemoveEmpty();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Directory_with_a_file_is_kept_and_the_next_is_another()
    {
        _slot.Enter(0);
        _folder.Write("points/0/0/kept", "text");
        Assert.True(_slot.Leave());
        var next = _slot.Enter(1);

        Assert.Empty(Directory.EnumerateFileSystemEntries(next));
        Assert.Equal("text", File.ReadAllText(_folder["points/0/0/kept"]));
    }

    [Fact]
    public void File_made_and_removed_again_leaves_no_trace()
    {
        _slot.Enter(0);
        File.Delete(_folder.Write("points/0/0/gone", ""));

        Assert.False(_slot.Leave());
        Assert.False(Directory.Exists(_folder["points/0/0"]));
    }

    [Fact]
    public void Directory_is_used_again_by_a_later_attempt_with_all_in_it()
    {
        _slot.Enter(0);
        _folder.Write("points/0/0/checkpoint", "text");
        _slot.Leave();
        _slot.Enter(1);
        _slot.Leave();
        var again = _slot.Enter(0);

        Assert.Equal("text", File.ReadAllText(Path.Join(again, "checkpoint")));
        Assert.True(_slot.Leave());
    }

    [Fact]
    public void Directory_that_the_command_removed_is_no_problem()
    {
        Directory.Delete(_slot.Enter(0));

        Assert.False(_slot.Leave());
        Assert.True(Directory.Exists(_slot.Enter(1)));
    }

    [Fact]
    public void Directory_that_the_command_locked_is_not_given_to_the_next_point()
    {
        var path = _slot.Enter(0);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.False(_slot.Leave());
        File.WriteAllText(Path.Join(_slot.Enter(1), "file"), "");

        Assert.True(_slot.Leave());
    }

    [Fact]
    public void Several_slots_share_the_folders()
    {
        using var other = new SlotDirectory(_points);
        _slot.Enter(0);
        other.Enter(1);
        _slot.Leave();
        other.Leave();
        _slot.Enter(2);
        other.Enter(3);

        Assert.Equal(["2", "3"], Directory.EnumerateDirectories(_folder["points/0"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Point_tried_again_in_another_slot_keeps_its_directory()
    {
        using var other = new SlotDirectory(_points);
        _slot.Enter(1);
        _slot.Leave();
        other.Enter(2);
        other.Leave();

        var again = other.Enter(1);
        _slot.Enter(3);

        Assert.True(Directory.Exists(again));
        Assert.True(Directory.Exists(_points.PathOf(3)));
    }

    [Fact]
    public void Root_that_is_no_folder_is_told()
    {
        var root = _folder.Write("file", "");
        using var slot = new SlotDirectory(new(root));
        var failure = Assert.Throws<OutputException>(() => slot.Enter(0));

        Assert.Equal(OutputFailure.Missing, failure.Failure);
        Assert.Equal(
            $"cannot make the point's directory {root}/0/0: Not a directory (errno 20); somebody removed its folder: create it again", failure.Message);
    }
}
