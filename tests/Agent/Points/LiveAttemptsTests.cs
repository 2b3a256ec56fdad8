using System.Text;
using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Outputs;
using Muster.Workers;

namespace Muster.Tests.Agent.Points;

public sealed class LiveAttemptsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunFolders folders;
    private readonly OutputPack pack;
    private readonly SlotOutput slot;
    private readonly RunningJournal journal;

    public LiveAttemptsTests()
    {
        folders = new(folder.Path);
        folders.Create();
        pack = new(folders.Output, "1-w1");
        slot = new(pack, folders.Output, RunFolders.SlotName("w1", 2));
        journal = new(Path.Join(folders.Running, "w1"));
    }

    public void Dispose()
    {
        slot.Dispose();
        pack.Dispose();
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_a_running_attempt_wrote_is_read_while_it_grows()
    {
        Begin(7, 1);
        var live = Assert.Single(new LiveAttempts(folders).List());
        using var output = new LiveAttempts(folders).Open(live, error: false)!;
        Write("one\n");

        Assert.Equal(new(7, 1, 1, "w1", 2, DateTimeOffset.UnixEpoch), live);
        Assert.Equal((4, "one\n"), (output.Length, Read(output, 0)));
        Write("two\n");
        Assert.Equal("two\n", Read(output, 4));
        Assert.Equal("", Read(output, 8));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(SlotOutput.OwnFileAbove + 1)]
    public void Bytes_of_the_next_attempt_are_never_read_as_those_of_the_one_before(int bytes)
    {
        Begin(7, 1);
        using var output = new LiveAttempts(folders).Open(Assert.Single(new LiveAttempts(folders).List()), error: false)!;
        Write(new string('a', bytes));
        AttemptOutput? kept = null;
        kept = slot.Keep("1-7-1", () =>
        {
            Assert.Equal(bytes, output.Length); // all is there until the journal says that it ended
            journal.Clear(2);
        });

        Assert.Equal((null, null), (output.Length, Read(output, 0)));
        Begin(8, 1);
        Write("other");
        Assert.Null(Read(output, 0));
        Assert.Null(new LiveAttempts(folders).Open(new(7, 1, 1, "w1", 2, default), error: false));
        using var reader = new StreamReader(new OutputReader(folders.Output).Open(kept.Stdout));
        Assert.Equal(new string('a', bytes), reader.ReadToEnd());
    }

    [Fact]
    public void What_runs_on_no_slot_is_not_listed()
    {
        Begin(7, 1);
        journal.Clear(2);

        Assert.Empty(new LiveAttempts(folders).List());
        Assert.Empty(new LiveAttempts(new(Path.Join(folder.Path, "nowhere"))).List());
    }

    [Fact]
    public void A_journal_is_closed_even_if_its_run_was_forgotten_before()
    {
        using (new RunningJournal(Path.Join(folders.Running, "w2")))
            Directory.Delete(folders.Running, recursive: true);

        Assert.Empty(new LiveAttempts(folders).List());
    }

    private void Begin(long point, int attempt) => journal.Write(new StartOrder(point, attempt, 2, new(new("r1"), 1, 0, point)), null, DateTimeOffset.UnixEpoch, survives: false);

    private void Write(string text) => File.AppendAllText(slot.Stdout.Path, text);

    private static string? Read(ILiveOutput output, long offset)
    {
        var buffer = new byte[64];
        return output.Read(offset, buffer) is { } read ? Encoding.UTF8.GetString(buffer, 0, read) : null;
    }
}
