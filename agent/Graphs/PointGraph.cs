using System.Collections.Concurrent;
using Muster.Agent.Guards;
using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Workers;
using Muster.Graphs;
using Muster.Points;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Agent.Graphs;

/// <summary>
/// Runs the graph of one point: tells <see cref="GraphRun"/> what happens, writes its events down, and does what it asks for. Whoever brings news
/// (the thread on which a process was waited for, a timer) carries out what follows, one after the other.
/// </summary>
internal sealed class PointGraph : IGraphFiles
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly GraphExecutorSetup setup;
    private readonly GraphSync sync;
    private readonly IAttemptListener listener;
    private readonly StartOrder order;
    private readonly GraphPlace place;
    private readonly ConcurrentQueue<Action> news = new();
    private readonly ITimer timer;
    private readonly Dictionary<int, JobExecution> running = [];
    private readonly List<GraphEvent> unwritten = [];
    private readonly Queue<GraphEffect> undone = new();
    private readonly GraphFetches fetches;
    private readonly ConcurrentQueue<string> unsynced = new();
    private readonly GraphKeeper keeper;
    private readonly DateTimeOffset startedAt;
    private readonly long startedStamp;
    private GraphRun? run;
    private GraphJournal? journal;
    private (AttemptEnd Why, bool AtOnce)? earlyEnd;
    private int pending;
    private bool isEnding;
    private TimeSpan? cpu = TimeSpan.Zero;
    private long? peak;

    /// <summary>The graph of a point that shall run; nothing happens before <see cref="StartAsync"/>.</summary>
    public PointGraph(GraphExecutorSetup setup, GraphCommands commands, GraphSync sync, StartOrder order, IAttemptListener listener)
    {
        (this.setup, this.sync, this.order, this.listener) = (setup, sync, order, listener);
        (startedAt, startedStamp) = (setup.Time.GetUtcNow(), setup.Time.GetTimestamp());
        var prefix = GraphBlobs.PrefixOf(order.Chunk.Round, order.Point);
        var folders = new GraphFolders(Path.Join(setup.Folders.Root, prefix.TrimEnd('/')));
        var pack = new OutputPack(folders.Kept, $"{GraphBlobs.PackName}e{order.Epoch}");
        place = new()
        {
            Setup = setup,
            Commands = commands,
            Order = order,
            Folders = folders,
            Upload = new(setup.Blobs, setup.Run.Id, prefix),
            Pack = pack,
            Lanes = new(pack, folders.Kept),
        };
        fetches = new(place);
        keeper = new(place, reference => listener.GraphKept(order.Point, reference), () => Tell(Kept));
        timer = setup.Time.CreateTimer(_ => Tell(static () => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private Moment Now => Moment.Of(setup.Time);

    /// <summary>Takes the graph up and runs it.</summary>
    /// <param name="script">What is run once per worker before; null: nothing.</param>
    public async Task StartAsync(WorkerSetupScript? script)
    {
        try
        {
            if (script is not null && await script.RunOnceAsync() is { } failure)
            {
                CloseFiles();
                listener.Ended(order.Point, NotStarted(failure));
                return;
            }

            place.Folders.Create();
            var state = await new GraphTakeUp(place).StateAsync();
            var survivors = Enumerable.Range(0, state.Jobs.Count).Where(job => MaySurvive(job, state.Jobs[job])).ToArray();
            var lost = LostOutputs.Keep(place, state, survivors);
            keeper.Recover();
            Directory.CreateDirectory(setup.Folders.RunningJobs);
            place.Running = new(place.Journal);
            journal = GraphJournal.Begin(place.Folders.Journal, state);
            Tell(() => Begin(state, survivors, lost));
        }
        catch (Exception error) when (GraphTrouble.Is(error))
        {
            CloseFiles();
            listener.NotStarted(order.Point, $"The job graph of point {order.Point} could not be taken up: {error.Message}");
        }
    }

    /// <summary>Asks it to end.</summary>
    public void End(AttemptEnd why, bool atOnce) => Tell(() =>
    {
        if (run is null)
            earlyEnd = (earlyEnd?.Why ?? why, atOnce || earlyEnd?.AtOnce == true);
        else
            EndRun(why, atOnce);
    });

    /// <summary>A state is named by the point's line now.</summary>
    public void Stored(string reference) => Tell(() => keeper.Stored(reference));

    /// <summary>As <see cref="Stored"/>, when the point has ended: once its line names the last state, this machine need not know any more what ran.</summary>
    /// <returns>Whether that is so.</returns>
    public bool StoredAfterEnd(string reference)
    {
        keeper.Stored(reference);
        if (reference != keeper.LastReference)
            return false;
        if (keeper.IsKept && run!.Outcome is { End: AttemptEnd.Exited, Code: 0 })
            GraphTidying.Tidy(place.Folders);
        return true;
    }

    /// <inheritdoc />
    public void Sync()
    {
        place.Pack.Sync();
        while (unsynced.TryPeek(out var folder))
        {
            ResultFolder.Sync(folder);
            unsynced.TryDequeue(out _);
        }

        journal?.Sync();
    }

    /// <summary>Tells the jobs that run what was told of an interruption.</summary>
    public void Announce() => Tell(TellJobs);

    private void TellJobs()
    {
        if (setup.Interruption?.Notice is { } notice && Directory.Exists(place.Folders.Root))
            TellJobs(notice.By - Interruption.ForKeeping, notice.Reason);
    }

    /// <summary>Without the file jobs hear of it by SIGTERM only; that must not fail for a full disk.</summary>
    private void TellJobs(DateTimeOffset deadline, string reason)
    {
        try
        {
            NoticeFile.Write(place.Folders.Notice, deadline, reason);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            setup.Trouble?.Invoke(error.Message);
        }
    }

    private void Begin(GraphState state, IReadOnlyList<int> survivors, IReadOnlyList<LostOutput> lost)
    {
        var graphSetup = new GraphRunSetup { Timeout = setup.Spec.Timeout, Room = setup.Room, Chance = setup.Chance };
        run = new(state, graphSetup, order.Epoch, order.Charged + 1, new(survivors) { Outputs = lost }, Now);
        if (earlyEnd is var (why, atOnce))
            EndRun(why, atOnce);
    }

    /// <summary>Whether an earlier engine started the attempt on this very machine, so that its process can be watched again, or its end be read.</summary>
    private bool MaySurvive(int job, JobRecord record) =>
        setup.Spec.Survive && record.State == JobState.Running && SurvivorNote.Find(place, place.Graph.Jobs[job].Id, record.NextAttempt) is not null;

    private void EndRun(AttemptEnd why, bool atOnce)
    {
        if (why == AttemptEnd.Interrupted && setup.Interruption?.Notice is null)
            TellJobs(setup.Time.GetUtcNow() + (atOnce ? TimeSpan.Zero : setup.Grace), "The engine or agent that runs it ends.");
        else if (why == AttemptEnd.Interrupted)
            TellJobs();
        if (why == AttemptEnd.Interrupted)
            keeper.Hurry();
        run!.End(why, atOnce);
    }

    /// <summary>Something happened. Of several who tell at once, the first carries out what all of it leads to.</summary>
    private void Tell(Action what)
    {
        news.Enqueue(what);
        if (Interlocked.Increment(ref pending) != 1)
            return;
        do
        {
            if (news.TryDequeue(out var next))
                Carry(next);
        }
        while (Interlocked.Decrement(ref pending) != 0);
    }

    private void Carry(Action what)
    {
        try
        {
            what();
            if (run is not null && !isEnding)
                GoOn();
        }
#pragma warning disable CA1031 // an error that nobody foresaw must not pass unseen, nor end all that runs
        catch (Exception error)
#pragma warning restore CA1031
        {
            // What was not written is written later, and only then is done what it stands for.
            setup.Trouble?.Invoke(error.Message);
            timer.Change(Again, Timeout.InfiniteTimeSpan);
        }
    }

    private void GoOn()
    {
        run!.Wake(Now);
        unwritten.AddRange(run.TakeEvents());
        foreach (var effect in run.TakeEffects())
            undone.Enqueue(effect);
        WriteDown();
        while (undone.TryDequeue(out var next))
            Do(next);
        if (run.IsOver)
            Finish();
        else
            SetTimer();
    }

    private void WriteDown()
    {
        if (unwritten.Count == 0)
            return;
        journal!.Append(unwritten);
        if (unwritten.Any(news => news is not GraphEvent.TimeSpent))
            keeper.Changed(unwritten, Now.Monotonic);
        unwritten.Clear();
        sync.Grew(this);
        if (journal.IsLong)
            journal.Compact(run!.State);
    }

    private void NoteTime()
    {
        run!.NoteTime(Now);
        unwritten.AddRange(run.TakeEvents());
        WriteDown();
    }

    private void SetTimer()
    {
        keeper.KeepIfDue(run!, Now.Monotonic, NoteTime);
        var next = run!.NextWake is { } wake && !(keeper.DueAt < wake) ? wake : keeper.DueAt;
        var wait = next is { } at ? at - Now.Monotonic : (TimeSpan?)null;
        timer.Change(wait is { } time ? (time > TimeSpan.FromMilliseconds(1) ? time : TimeSpan.FromMilliseconds(1)) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Do(GraphEffect effect)
    {
        switch (effect)
        {
            case GraphEffect.StartJob start:
                var execution = new JobExecution(place, start) { Ended = (ended, record, left) => Tell(() => JobEnded(ended, record, left)) };
                running.Add(start.Job, execution);
                StartJob(execution);
                break;
            case GraphEffect.EndJob(var job, var why, var atOnce):
                if (running.TryGetValue(job, out var found))
                    found.End(why, atOnce);
                break;
            default:
                throw new InvalidOperationException($"An unknown effect: {effect.GetType().Name}.");
        }
    }

    private void StartJob(JobExecution execution)
    {
        var needed = new List<NeededResults>();
        foreach (var dependency in run!.State.Graph.DependenciesOf(execution.Job))
            needed.Add(NeededResults.Of(place, dependency, run.State.Jobs[dependency]));
        if (fetches.TryBegin(execution.Job, run.State.Jobs[execution.Job], needed, out var fetched))
            _ = FetchAndLaunchAsync(execution, needed, fetched);
        else
            Launch(execution, needed);
    }

    private async Task FetchAndLaunchAsync(JobExecution execution, List<NeededResults> needed, Task fetched)
    {
        try
        {
            await fetched.WaitAsync(execution.Ending);
            Tell(() => Launch(execution, needed));
        }
        catch (OperationCanceledException)
        {
            Tell(() => Launch(execution, needed)); // which sees that it shall end
        }
        catch (Exception error) when (GraphTrouble.Is(error))
        {
            Tell(() => NotStarted(execution, $"What job '{place.Graph.Jobs[execution.Job].Id}' needs could not be fetched: {error.Message}"));
        }
    }

    private void Launch(JobExecution execution, List<NeededResults> needed)
    {
        if (execution.Start([.. needed.Select(results => (results.Job, results.Folder))]) is { } problem)
            NotStarted(execution, problem);
    }

    private void NotStarted(JobExecution execution, string problem)
    {
        setup.Trouble?.Invoke(problem);
        running.Remove(execution.Job);
        execution.Dispose();
        run!.JobNotStarted(execution.Job, Now);
    }

    private void JobEnded(JobExecution execution, AttemptRecord record, JobLeft left)
    {
        running.Remove(execution.Job);
        execution.Dispose();
        cpu += record.CpuTime;
        if (record.PeakMemoryBytes is { } bytes && !(bytes <= peak))
            peak = bytes;
        if (record.Result is not null)
        {
            var (id, stamp) = (place.Graph.Jobs[execution.Job].Id, place.StampOf(record.Number));
            unsynced.Enqueue(place.Folders.ResultsOf(id, stamp));
            keeper.AddResults(id, stamp);
        }

        run!.JobEnded(execution.Job, record, left, Now);
    }

    private void Finish()
    {
        NoteTime();
        keeper.KeepLast(run!);
        isEnding = true;
    }

    /// <summary>The keeper has kept a state: of the last one, the point ends.</summary>
    private void Kept()
    {
        keeper.Finished(Now.Monotonic);
        if (!isEnding || !keeper.IsDone)
            return;
        // What was not kept is in the journal only: whoever goes on here knows of it, and nobody else does.
        var outcome = keeper.IsKept ? run!.Outcome : new(AttemptEnd.Interrupted, null, null);
        var record = new AttemptRecord
        {
            Number = order.Attempt,
            End = outcome.End,
            ExitCode = outcome.Code,
            StartedAt = startedAt,
            Elapsed = setup.Time.GetElapsedTime(startedStamp),
            CpuTime = cpu,
            PeakMemoryBytes = peak,
            Slot = order.Slot,
            Worker = setup.Worker,
            Result = keeper.Metrics,
            Note = outcome.Note,
        };
        CloseFiles();
        listener.Ended(order.Point, record);
    }

    private void CloseFiles()
    {
        timer.Dispose();
        journal?.Dispose();
        place.Running?.Dispose();
        place.Lanes.Dispose();
        place.Spares.Dispose();
        place.Pack.Dispose();
    }

    private AttemptRecord NotStarted(SetupFailure failure) => new()
    {
        Number = order.Attempt,
        End = AttemptEnd.NotStarted,
        StartedAt = startedAt,
        Elapsed = TimeSpan.Zero,
        Slot = order.Slot,
        Worker = setup.Worker,
        Output = failure.Output?.ToString(),
        Note = failure.Why,
    };
}
