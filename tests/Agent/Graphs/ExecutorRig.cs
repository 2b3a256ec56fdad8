using Muster.Agent.Graphs;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Agent.Workers;
using Muster.Chunks;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Outputs;
using Muster.Points;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Blobs;
using Muster.Tests.Agent.Processes;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Agent.Graphs;

/// <summary>An executor of job graphs with real processes, and what its listener heard. Further executors may follow on the same machine, or on another.</summary>
internal sealed class ExecutorRig : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IProcessHost host = ProcessHosts.ForThisSystem(TimeProvider.System);
    private readonly List<string> troubles = [];
    private readonly Interruption interruption = new(TimeProvider.System);
    private GraphExecutor? executor;
    private string machine = "m1";
    private long epoch;

    public ExecutorRig(GraphSpec graph, IBlobStore? blobs = null)
    {
        Spec = new() { Name = "graph", Graph = graph, Timeout = TimeSpan.FromMinutes(2) };
        Blobs = blobs ?? new InMemoryBlobStore();
    }

    public SweepSpec Spec { get; set; }

    public IBlobStore Blobs { get; }

    public Runs.RunRecord Run { get; } = Samples.Run("graph");

    /// <summary>What is told of an interruption.</summary>
    public Interruption Interruption => interruption;

    /// <summary>What jobs may write to: it is in <c>$RIG</c>.</summary>
    public TemporaryFolder Folder => folder;

    /// <summary>References that states were kept under, in order.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Whether the store's line of the point names what was kept, as it does after some time.</summary>
    public bool Stores { get; set; } = true;

    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (troubles)
                return [.. troubles];
        }
    }

    public string GraphFolder => folder[$"{machine}/{Run.Id}/graphs/1-0"];

    /// <summary>The lines of a file that jobs wrote in <c>$RIG</c>.</summary>
    public IReadOnlyList<string> Lines(string name) => File.Exists(folder[name]) ? File.ReadAllLines(folder[name]) : [];

    /// <summary>Starts the point, with a new worker.</summary>
    /// <param name="charged">How many of its attempts were charged before.</param>
    public async Task<RunningPoint> StartAsync(int charged = 0)
    {
        if (executor is not null)
            await executor.DisposeAsync();
        executor = new(Setup($"w{++epoch}"));
        var running = new RunningPoint(this, executor);
        executor.Start(new(0, (int)epoch, 0, new(Run.Id, 1, 0, 0)) { Epoch = epoch, Charged = charged, Graph = Kept.LastOrDefault() }, running);
        return running;
    }

    /// <summary>Runs the point to its end.</summary>
    public async Task<AttemptRecord> RunAsync(int charged = 0) => await (await StartAsync(charged)).EndAsync();

    /// <summary>The next executor is on another machine.</summary>
    public void MoveToAnotherMachine() => machine += "x";

    /// <summary>Where the graph stands by the store.</summary>
    public async Task<GraphState> StateAsync() => (await GraphBlobs.ReadStateAsync(Blobs, Run.Id, Spec.Graph!, Kept[^1], TestContext.Current.CancellationToken))!;

    /// <summary>The line of a job by the store.</summary>
    public async Task<JobRecord> JobAsync(string job) => (await StateAsync()).Jobs[Spec.Graph!.Jobs.Select((spec, place) => (spec.Id, place)).Single(pair => pair.Id == job).place];

    /// <summary>What an attempt wrote, by the store.</summary>
    public async Task<string> OutputAsync(AttemptRecord attempt, bool error = false)
    {
        var output = AttemptOutput.Parse(attempt.Output!);
        return await ReadAsync(error ? output.Stderr! : output.Stdout!);
    }

    /// <summary>Bytes among the blobs, as text.</summary>
    public async Task<string> ReadAsync(OutputRef part)
    {
        using var reader = new StreamReader((await Blobs.GetAsync(GraphBlobs.KeyOf(Run.Id, part.File), part.Offset, part.Length, TestContext.Current.CancellationToken))!);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The files of a manifest with their bytes as text, by path.</summary>
    public async Task<SortedDictionary<string, string>> FilesAsync(string reference)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (await ResultManifest.ReadAsync(Blobs, Run.Id, reference, TestContext.Current.CancellationToken))!.Files)
            files.Add(file.Path, file.Length == 0 ? "" : await ReadAsync(new(file.Key, 0, file.Length)));
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        if (executor is not null)
            await executor.DisposeAsync();
        host.Dispose();
        interruption.Dispose();
        folder.Dispose();
    }

    private GraphExecutorSetup Setup(string worker) => new()
    {
        Run = Run,
        Spec = Spec with { Env = new Dictionary<string, string>(Spec.Env, StringComparer.Ordinal) { ["RIG"] = folder.Path } },
        Points = new OnePoint(Spec),
        Shell = ProcessRig.Bash,
        Worker = worker,
        Folders = new(folder[$"{machine}/{Run.Id}"]),
        Processes = host,
        Gpus = new([]),
        Time = TimeProvider.System,
        Mark = folder.Path,
        Trouble = text =>
        {
            lock (troubles)
                troubles.Add(text);
        },
        Grace = TimeSpan.FromSeconds(1),
        Interruption = interruption,
        Blobs = Blobs,
        Room = new(16, null, 0),
        Chance = () => 0,
    };
}

/// <summary>The point of a queue file.</summary>
internal sealed class OnePoint(SweepSpec spec) : IPointSource
{
    public long Count => 1;

    public Point this[long index] => new(index, spec.Defaults, spec.Placement);
}

/// <summary>A point that runs in a rig.</summary>
internal sealed class RunningPoint(ExecutorRig rig, GraphExecutor executor) : IAttemptListener
{
    private readonly TaskCompletionSource<AttemptRecord> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool HasEnded => ended.Task.IsCompleted;

    /// <summary>Waits for its end.</summary>
    public Task<AttemptRecord> EndAsync() => ended.Task.WaitAsync(TimeSpan.FromSeconds(100), TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Asks it to end.</summary>
    public void End(AttemptEnd why) => executor.End(0, why, atOnce: false);

    /// <summary>Waits until something is the case.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(100), TimeProvider.System);
        while (!isSo())
        {
            Assert.False(HasEnded, ended.Task.IsCompletedSuccessfully ? $"It ended: {ended.Task.Result}" : "It was not started.");
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    void IAttemptListener.Ended(long point, AttemptRecord attempt)
    {
        if (rig.Stores && rig.Kept.Count > 0)
            executor.GraphStored(point, rig.Kept[^1]); // the line is written with the end, and told to the executor then
        ended.TrySetResult(attempt);
    }

    void IAttemptListener.NotStarted(long point, string problem) => ended.TrySetException(new InvalidOperationException(problem));

    void IAttemptListener.GraphKept(long point, string reference)
    {
        rig.Kept.Add(reference);
        if (rig.Stores)
            executor.GraphStored(point, reference);
    }
}
