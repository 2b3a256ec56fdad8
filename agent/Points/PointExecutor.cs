using System.Collections.Concurrent;
using Muster.Agent.Output;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Survivors;
using Muster.Agent.Results;
using Muster.Agent.Workers;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Agent.Points;

/// <summary>Runs attempts as processes: a directory, variables, output and a result for each, and a record of how it ended.</summary>
public sealed class PointExecutor : IPointExecutor
{
    /// <summary>How soon keeping output is tried again when the disk would not take it.</summary>
    private static readonly TimeSpan KeepAgain = TimeSpan.FromSeconds(5);

    private readonly PointExecutorSetup setup;
    private readonly ProcessLimits limits;
    private readonly EnvironmentTemplate environment;
    private readonly OutputPack pack;
    private readonly OutputPack results;
    private readonly ConcurrentDictionary<int, Slot> slots = new();
    private readonly ConcurrentDictionary<long, Attempt> running = new();
    private readonly RunningJournal journal;
    private readonly WorkerSetupScript? setupScript;
    private volatile bool hurries;

    /// <summary>An executor for one worker's life.</summary>
    /// <exception cref="OutputException">The run's folders cannot be used.</exception>
    public PointExecutor(PointExecutorSetup setup)
    {
        this.setup = setup;
        setup.Folders.Create();
        limits = new(setup.Spec.Timeout)
        {
            Grace = setup.Grace,
            GraceNow = () => setup.GraceNow,
            Early = setup.Spec.Signal is { } signal ? new(Signals.NumberOf(signal.Name), signal.Before) : null,
        };
        environment = PointEnvironment.Shared(setup.Run, setup.Spec, setup.Mark);
        pack = new(setup.Folders.Output, $"{setup.Run.Round.Number}-{setup.Worker}");
        results = setup.Upload is null ? pack : new(setup.Folders.Output, $"{setup.Run.Round.Number}-{setup.Worker}-results");
        journal = new(Path.Join(setup.Folders.Running, setup.Worker));
        setupScript = setup.Spec.Setup is null ? null : new(setup, environment);
    }

    private sealed record Slot(SlotOutput Output, SlotDirectory Directory);

    private sealed record Attempt(StartOrder Order, IAttemptListener Listener, AttemptPlace Place)
    {
        public OwnFiles? Own { get; init; }


        public IRunningProcess? Process { get; set; }

        public AttemptEnd? Ending { get; set; }

        public bool AtOnce { get; set; }
    }

    /// <inheritdoc />
    public void Start(StartOrder order, IAttemptListener listener)
    {
        if (setupScript is null)
            StartNow(order, listener);
        else
            _ = StartAfterSetupAsync(order, listener, setupScript);
    }

    /// <inheritdoc />
    public void End(long point, AttemptEnd why, bool atOnce)
    {
        if (!running.TryGetValue(point, out var attempt))
            return;
        lock (attempt)
        {
            attempt.Ending ??= why;
            attempt.AtOnce |= atOnce;
            if (atOnce)
                attempt.Process?.Kill();
            else
                attempt.Process?.Terminate();
        }
    }

    /// <inheritdoc />
    public void Hurry() => hurries = true;

    /// <inheritdoc />
    public ValueTask SyncAsync()
    {
        if (setup.Upload is { } upload)
            return new(upload.SyncAsync(pack, results));
        pack.Sync();
        return default;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var slot in slots.Values)
        {
            slot.Output.Dispose();
            slot.Directory.Dispose();
        }

        pack.Dispose();
        results.Dispose();
        setup.Upload?.Dispose();
        journal.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAfterSetupAsync(StartOrder order, IAttemptListener listener, WorkerSetupScript script)
    {
        if (await script.RunOnceAsync() is { } failure)
            listener.Ended(order.Point, NotStarted(order, failure.Why) with { Output = (setup.Upload is { } upload ? upload.Take(failure.Output) : failure.Output)?.ToString() });
        else
            StartNow(order, listener);
    }

    private void StartNow(StartOrder order, IAttemptListener listener)
    {
        IReadOnlyList<string>? gpus = [];
        if (setup.Spec.Resources.Gpus > 0 && (gpus = setup.Gpus.Take(setup.Spec.Resources.Gpus)) is null)
        {
            listener.NotStarted(order.Point, $"Fewer than {setup.Spec.Resources.Gpus} GPUs are free.");
            return;
        }

        try
        {
            var mine = slots.GetOrAdd(order.Slot, NewSlot);
            var attempt = Prepare(order, listener, mine, gpus);
            running[order.Point] = attempt;
            Launch(attempt, mine);
        }
        catch (Exception error) when (error is StartException or OutputException or IOException or UnauthorizedAccessException)
        {
            setup.Gpus.Return(gpus);
            journal.Clear(order.Slot);
            running.TryRemove(order.Point, out _);
            if (slots.TryGetValue(order.Slot, out var slot))
                slot.Directory.Leave();
            if (error is StartException { Failure: var failure } && IsTheCommands(failure))
                listener.Ended(order.Point, NotStarted(order, error.Message));
            else
                listener.NotStarted(order.Point, error.Message);
        }
    }

    /// <summary>Whether a command that could not be started has itself to blame, so that this was its attempt; if not, the point waits.</summary>
    private bool IsTheCommands(StartFailure failure) => failure switch
    {
        StartFailure.ScriptMissing or StartFailure.ProgramMissing or StartFailure.NotExecutable or StartFailure.TooLarge => true,
        StartFailure.DirectoryUnusable => setup.Command.Directory is not null, // the user's, not ours
        _ => false,
    };

    private Slot NewSlot(int number) =>
        new(new(pack, setup.Folders.Output, RunFolders.SlotName(setup.Worker, number)), new(setup.Folders.Points));

    private Attempt Prepare(StartOrder order, IAttemptListener listener, Slot slot, IReadOnlyList<string> gpus)
    {
        var directory = slot.Directory.Enter(order.Point);
        if (!setup.Spec.Survive)
            return new(order, listener, new(directory, setup.Folders.ResultFile(setup.Worker, order.Slot), gpus));
        var name = RunFolders.NameOf(order.Chunk.Round, order.Point, order.Attempt);
        var place = new AttemptPlace(directory, Path.Join(setup.Folders.Output, $"{name}.result.json"), gpus);
        return new(order, listener, place) { Own = new(setup.Folders.Output, name) };
    }

    private void Launch(Attempt attempt, Slot slot)
    {
        // Written down before it starts, too: an engine killed in between must not leave an attempt that nobody knows of.
        var adopted = Adopt(attempt.Order);
        if (adopted is null)
            journal.Write(attempt.Order, identity: null, setup.Time.GetUtcNow(), setup.Spec.Survive);
        var (process, startedAt) = adopted ?? Spawn(attempt, slot);
        journal.Write(attempt.Order, process.Identity, startedAt, setup.Spec.Survive);
        lock (attempt)
        {
            attempt.Process = process;
            if (attempt.Ending is not null && attempt.AtOnce)
                process.Kill();
            else if (attempt.Ending is not null)
                process.Terminate();
        }

        _ = process.Ended.ContinueWith(
            ended => Ended(attempt, slot, ended.Result),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private (IRunningProcess Process, DateTimeOffset StartedAt) Spawn(Attempt attempt, Slot slot)
    {
        var now = setup.Time.GetUtcNow();
        var point = setup.Points[attempt.Order.Point];
        var command = setup.Command.For(point);
        var variables = PointEnvironment.Of(point, attempt.Order, attempt.Place, now + setup.Spec.Timeout);
        return (setup.Processes.Start(new()
        {
            Command = setup.Spec.Survive ? SurvivorParent.Of(setup.Shell, command, ExitRecordOf(attempt.Order)) : command,
            Environment = environment,
            Variables = setup.Spec.Survive ? [.. variables, MarkOf(attempt.Order)] : variables,
            Directory = setup.Command.Directory ?? attempt.Place.Directory,
            Stdout = attempt.Own?.Stdout ?? slot.Output.Stdout,
            Stderr = attempt.Own?.Stderr ?? slot.Output.Stderr,
            Limits = limits,
            OwnSession = setup.Spec.Survive,
        }), now);
    }

    /// <summary>The very attempt may run still, or have ended, since an engine that was killed started it.</summary>
    private (IRunningProcess Process, DateTimeOffset StartedAt)? Adopt(StartOrder order)
    {
        if (!setup.Spec.Survive || setup.Processes is not IAdoptingHost host || setup.Survivor(order) is not { Identity: { } identity } entry)
            return null;
        var adoption = new Adoption(identity, ExitRecordOf(order), entry.StartedAt, limits, MarkOf(order));
        return (host.Adopt(adoption), entry.StartedAt);
    }

    private string ExitRecordOf(StartOrder order) => setup.Folders.ExitRecord(order.Chunk.Round, order.Point, order.Attempt);

    private EnvironmentVariable MarkOf(StartOrder order) => PointEnvironment.MarkOf(setup.Run.Id, order.Chunk.Round, order.Point, order.Attempt);

    private void Ended(Attempt attempt, Slot slot, ProcessEnd end)
    {
        AttemptRecord record;
        try
        {
            record = RecordOf(attempt, slot, end);
        }
        catch (Exception error) when (error is OutputException or IOException or UnauthorizedAccessException)
        {
            setup.Trouble?.Invoke(error.Message);
            if (hurries)
            {
                Release(attempt, slot);
                attempt.Listener.NotStarted(attempt.Order.Point, error.Message);
                return;
            }

            // The slot stays taken and its files stay as they are: what the command wrote is kept as soon as the disk takes it.
            ITimer? timer = null;
            timer = setup.Time.CreateTimer(_ => { timer?.Dispose(); Ended(attempt, slot, end); }, null, KeepAgain, Timeout.InfiniteTimeSpan);
            return;
        }

        setup.Upload?.TakeFiles(attempt.Order, attempt.Place.Directory);
        Release(attempt, slot);
        attempt.Listener.Ended(attempt.Order.Point, record);
    }

    private void Release(Attempt attempt, Slot slot)
    {
        slot.Directory.Leave();
        attempt.Own?.Dispose();
        setup.Gpus.Return(attempt.Place.Gpus);
        running.TryRemove(attempt.Order.Point, out _);
    }

    private AttemptRecord RecordOf(Attempt attempt, Slot slot, ProcessEnd end)
    {
        var (result, note) = KeepResult(attempt.Place.ResultFile);
        return new()
        {
            Number = attempt.Order.Attempt,
            End = EndOf(attempt, end),
            StartedAt = end.StartedAt,
            Elapsed = end.Elapsed,
            ExitCode = end.ExitCode,
            Signal = end.Signal,
            CpuTime = end.CpuTime,
            PeakMemoryBytes = end.PeakMemoryBytes,
            Slot = attempt.Order.Slot,
            Worker = setup.Worker,
            Output = Uploaded(KeepOutput(attempt, slot)).ToString(),
            Result = result,
            Note = note,
        };
    }

    /// <summary>
    /// Keeps what the attempt wrote. The journal stops to name it before the slot's files are emptied, and names the next one only after:
    /// whoever finds an attempt in the journal before and after it read the slot's files has read what that attempt wrote (<see cref="LiveAttempts"/>).
    /// </summary>
    private AttemptOutput KeepOutput(Attempt attempt, Slot slot)
    {
        var order = attempt.Order;
        if (attempt.Own is null)
            return slot.Output.Keep(RunFolders.NameOf(order.Chunk.Round, order.Point, order.Attempt), () => journal.Clear(order.Slot));
        var kept = attempt.Own.Keep();
        journal.Clear(order.Slot);
        return kept;
    }

    private AttemptOutput Uploaded(AttemptOutput kept) => setup.Upload?.Take(kept) ?? kept;

    private static AttemptEnd EndOf(Attempt attempt, ProcessEnd end) => end.Cause switch
    {
        _ when end.IsLost => AttemptEnd.Lost,
        EndCause.Timeout => AttemptEnd.TimedOut,
        EndCause.Request => attempt.Ending ?? AttemptEnd.Interrupted,
        EndCause.Itself => end.Signal is null ? AttemptEnd.Exited : AttemptEnd.Signalled,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end.Cause, "An unknown cause of an end."),
    };

    private (string? Result, string? Note) KeepResult(string file)
    {
        var read = ResultFile.Read(file);
        if (read.Json is null && read.Problem is null)
            return (null, null);
        var kept = read.Json is { } json ? results.Append(json) : null;
        if (kept is not null && setup.Upload is { } upload)
            kept = upload.TakeResult(kept);
        File.Delete(file);
        return (kept?.ToString(), read.Problem);
    }

    private AttemptRecord NotStarted(StartOrder order, string why) => new()
    {
        Number = order.Attempt,
        End = AttemptEnd.NotStarted,
        StartedAt = setup.Time.GetUtcNow(),
        Elapsed = TimeSpan.Zero,
        Slot = order.Slot,
        Worker = setup.Worker,
        Note = why,
    };
}

/// <summary>What an executor of points with one command each works with.</summary>
public sealed record PointExecutorSetup : ExecutorSetup
{
    /// <summary>What is run for each point.</summary>
    public required PointCommand Command { get; init; }

    /// <summary>What a killed engine left of the very attempt, if its command survives engines; null: nothing. Default: nothing.</summary>
    public Func<StartOrder, RunningEntry?> Survivor { get; init; } = static _ => null;
}
