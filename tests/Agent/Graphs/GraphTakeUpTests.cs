using Muster.Agent.Graphs;
using Muster.Agent.Processes;
using Muster.Graphs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Blobs;
using Muster.Tests.Conformance;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Agent.Graphs;

public sealed class GraphTakeUpTests : IDisposable
{
    private const string Reference = "graphs/1-0/state-1-1.json";
    private static readonly GraphSpec Graph = new() { Jobs = AnyGraph.Of("a", "b") };

    private readonly TemporaryFolder folder = new();
    private readonly InMemoryBlobStore blobs = new();
    private readonly RunRecord run = Samples.Run();
    private readonly IProcessHost host = ProcessHosts.ForThisSystem(TimeProvider.System);

    private GraphFolders Folders => new(folder["graph"]);

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_graph_that_nobody_began_begins_anew() => Assert.Equal((0, 0), Of(await TakeUpAsync()));

    [Fact]
    public async Task Without_a_journal_the_state_of_the_store_counts()
    {
        await StoreAsync(1, 3);

        Assert.Equal((1, 3), Of(await TakeUpAsync()));
    }

    [Theory]
    [InlineData(1, 5, 1, 3, 1, 5)] // the journal of the same worker is ahead
    [InlineData(1, 3, 1, 5, 1, 5)] // a power loss cut it off
    [InlineData(2, 1, 1, 9, 2, 1)] // a later worker of this machine has not kept anything yet
    public async Task Of_the_journal_and_the_store_the_later_counts_and_files_here_stay(long hereEpoch, int here, long storedEpoch, int stored, long epoch, int version)
    {
        Write(hereEpoch, here);
        await StoreAsync(storedEpoch, stored);
        folder.Write("graph/results/a/1.e1/f", "");

        Assert.Equal((epoch, version), Of(await TakeUpAsync()));
        Assert.True(File.Exists(folder["graph/results/a/1.e1/f"]));
    }

    [Fact]
    public async Task When_another_machine_has_kept_something_since_all_that_is_here_is_thrown_away()
    {
        Write(1, 9);
        await StoreAsync(2, 1);
        folder.Write("graph/results/a/1.e1/f", "");
        folder.Write("graph/checkpoints/a/f", "");

        Assert.Equal((2, 1), Of(await TakeUpAsync()));
        Assert.Equal(["kept", "survivors"], Directory.EnumerateFileSystemEntries(folder["graph"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Where_the_store_lost_the_state_the_journal_counts_and_without_one_nobody_begins_anew()
    {
        Write(1, 2);
        Assert.Equal((1, 2), Of(await TakeUpAsync(Reference)));
        File.Delete(Folders.Journal);

        Assert.Equal(
            $"its state {Reference} is not among the blobs any more; copy the whole store, or retry the run to begin anew",
            (await Assert.ThrowsAsync<IOException>(() => TakeUpAsync(Reference))).Message);
    }

    private static (long Epoch, long Version) Of(GraphState state) => (state.Epoch, state.Version);

    private static GraphState State(long epoch, int version)
    {
        var state = new GraphState(Graph);
        state.Apply(new GraphEvent.TakenUp(epoch, 1, Samples.Noon));
        for (var second = 1; second < version; second++)
            state.Apply(new GraphEvent.TimeSpent(TimeSpan.FromSeconds(second)));
        return state;
    }

    private void Write(long epoch, int version)
    {
        Folders.Create();
        GraphJournal.Begin(Folders.Journal, State(epoch, version)).Dispose();
    }

    private async Task StoreAsync(long epoch, int version)
    {
        using var content = new MemoryStream(GraphStateJson.Write(State(epoch, version)));
        await blobs.PutAsync(GraphBlobs.KeyOf(run.Id, Reference), content, TestContext.Current.CancellationToken);
    }

    private async Task<GraphState> TakeUpAsync(string? reference = null)
    {
        var isStored = await blobs.FindAsync(GraphBlobs.KeyOf(run.Id, Reference), TestContext.Current.CancellationToken) is not null;
        var spec = new SweepSpec { Name = "graph", Graph = Graph };
        Folders.Create();
        using var pack = new Muster.Agent.Output.OutputPack(Folders.Kept, "p-e3");
        using var lanes = new JobLanes(pack, Folders.Kept);
        return await new GraphTakeUp(new()
        {
            Setup = new()
            {
                Run = run, Spec = spec, Points = new PointSource(spec, null), Shell = Muster.Tests.Agent.Processes.ProcessRig.Bash, Worker = "w", Folders = new(folder["run"]), Processes = host,
                Gpus = new([]), Time = TimeProvider.System, Mark = "", Blobs = blobs, Room = new(1, null, 0), Chance = () => 0,
            },
            Commands = new(EnvironmentTemplate.OfEngineAnd([]), [], []),
            Order = new(0, 1, 0, new(run.Id, 1, 0, 0)) { Epoch = 3, Graph = isStored ? Reference : reference },
            Folders = Folders,
            Upload = new(blobs, run.Id, "graphs/1-0/"),
            Pack = pack,
            Lanes = lanes,
        }).StateAsync();
    }
}
