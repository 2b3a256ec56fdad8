using System.Text;
using Muster.Agent.Points;
using Muster.Chunks;
using Muster.Local.Outputs;
using Muster.Outputs;
using Muster.Runs;
using Muster.Testing.Blobs;
using Muster.Workers;

namespace Muster.Tests.Agent.Points;

/// <summary>Two machines that share blobs and no disk: what attempts write on one is followed on the other.</summary>
public sealed class LiveUploadTests : IDisposable
{
    private const string Worker = "w1-1";
    private static readonly RunId s_run = RunId.FromToken("live");
    private readonly TemporaryFolder folder = new();
    private readonly InMemoryBlobStore blobs = new();
    private readonly ManualTime time = new();
    private readonly RunFolders folders;
    private readonly RunningJournal journal;
    private readonly LiveUpload upload;
    private readonly LocalOutputs elsewhere;

    public LiveUploadTests()
    {
        folders = new(folder["here/run"]);
        folders.Create();
        journal = new(Path.Join(folders.Running, Worker));
        upload = new(new(folders), new(blobs, s_run), Worker, time);
        elsewhere = new(folder["there"], blobs) { HasInstances = true, Time = time };
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_a_running_attempt_writes_is_read_elsewhere_as_it_comes()
    {
        Start(7, slot: 0);
        Write(0, "out", "one\n");
        await TellAsync();

        var attempt = Assert.Single(elsewhere.ListRunning(s_run));
        Assert.Equal((7L, 1, 1, Worker, false), (attempt.Index, attempt.Round, attempt.Number, attempt.Worker, attempt.IsHere));
        using var output = elsewhere.OpenRunning(s_run, attempt, error: false)!;
        Assert.Equal("one\n", Text(output));
        Write(0, "out", "two\n");
        Write(0, "err", "oops\n");
        await TellAsync();

        Assert.Equal("one\ntwo\n", Text(output));
        using var error = elsewhere.OpenRunning(s_run, attempt, error: true)!;
        Assert.Equal("oops\n", Text(error));
    }

    [Fact]
    public async Task An_attempt_that_ended_is_not_told_of_any_more()
    {
        Start(7, slot: 0);
        Write(0, "out", "one\n");
        await TellAsync();
        var attempt = Assert.Single(elsewhere.ListRunning(s_run));
        using var output = elsewhere.OpenRunning(s_run, attempt, error: false)!;
        journal.Clear(0);
        await TellAsync();

        Assert.Empty(elsewhere.ListRunning(s_run));
        Assert.Null(output.Length);
    }

    [Fact]
    public async Task Nothing_is_written_while_nothing_is_news()
    {
        Start(7, slot: 0);
        await TellAsync();
        Assert.Equal(0, await PacksAsync());
        Write(0, "out", "one\n");
        await TellAsync();
        await TellAsync();
        Start(8, slot: 1);
        await TellAsync();

        Assert.Equal(1, await PacksAsync());
    }

    [Fact]
    public async Task A_command_that_empties_its_output_is_read_from_its_new_beginning()
    {
        Start(7, slot: 0);
        Write(0, "out", "a long line\n");
        await TellAsync();
        File.WriteAllText(PathOf(0, "out"), "new\n");
        await TellAsync();

        using var output = elsewhere.OpenRunning(s_run, Assert.Single(elsewhere.ListRunning(s_run)), error: false)!;
        Assert.Equal("new\n", Text(output));
    }

    [Fact]
    public async Task Packs_go_with_their_worker()
    {
        Start(7, slot: 0);
        Write(0, "out", "one\n");
        await TellAsync();
        await upload.DisposeAsync();
        time.Move(TimeSpan.FromSeconds(3));

        Assert.Equal(0, await PacksAsync());
        Assert.Empty(elsewhere.ListRunning(s_run));
    }

    [Fact]
    public void A_pack_that_is_damaged_is_told_as_that() => Assert.StartsWith(
        "A pack of live output of the worker w1-1 is damaged: ",
        Assert.Throws<InvalidDataException>(() => LivePack.Read(Worker, [9, 0, 0, 0, 1])).Message,
        StringComparison.Ordinal);

    private void Start(long point, int slot)
    {
        var order = new StartOrder(point, 1, slot, new ChunkKey(s_run, 1, 0, point));
        File.WriteAllText(PathOf(slot, "out"), "");
        File.WriteAllText(PathOf(slot, "err"), "");
        journal.Write(order, identity: null, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), survives: false);
    }

    private void Write(int slot, string stream, string text) => File.AppendAllText(PathOf(slot, stream), text);

    private string PathOf(int slot, string stream) => Path.Join(folders.Output, $"{RunFolders.SlotName(Worker, slot)}.{stream}");

    private async Task TellAsync()
    {
        await upload.TellAsync();
        time.Move(TimeSpan.FromSeconds(3)); // longer than a look elsewhere stands
    }

    private async Task<int> PacksAsync()
    {
        var count = 0;
        await foreach (var _ in new LivePackBlobs(blobs, s_run).ListAsync())
            count++;
        return count;
    }

    private static string Text(ILiveOutput output)
    {
        var buffer = new byte[1000];
        return Encoding.UTF8.GetString(buffer, 0, output.Read(0, buffer)!.Value);
    }
}
