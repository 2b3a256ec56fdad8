using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux.OutOfMemory;
using Muster.Agent.Processes.Survivors;
using Muster.Agent.Results;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Points;

namespace Muster.Agent.Graphs;

/// <summary>One attempt of a job as a process: its directory, its variables, and what it leaves.</summary>
internal sealed class JobExecution : IDisposable
{
    private static readonly TimeSpan KeepAgain = TimeSpan.FromSeconds(5);

    private readonly GraphPlace place;
    private readonly GraphEffect.StartJob order;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource end = new();
    private readonly JobSpec job;
    private readonly string directory;
    private readonly string resultFile;
    private IReadOnlyList<string> gpus = [];
    private JobLane? lane;
    private OwnFiles? own;
    private AttemptOutput? output;
    private string? metrics;
    private bool metricsAreRead;
    private string? note;
    private string? unmatched;
    private MemoryKillCount killsBefore;
    private IRunningProcess? process;
    private AttemptEnd? ending;
    private bool atOnce;

    /// <summary>An attempt that is not started yet.</summary>
    public JobExecution(GraphPlace place, GraphEffect.StartJob order)
    {
        (this.place, this.order, job) = (place, order, place.Graph.Jobs[order.Job]);
        directory = place.Folders.DirectoryOf(job.Id);
        resultFile = Path.Join(place.Folders.Kept, $"r-{job.Id}.json");
    }

    /// <summary>The job's place in the file.</summary>
    public int Job => order.Job;

    /// <summary>Called once when it ended and what it left is kept here.</summary>
    public required Action<JobExecution, AttemptRecord, JobLeft> Ended { private get; init; }

    /// <summary>Whether it was asked to end.</summary>
    public bool IsEnding
    {
        get
        {
            lock (gate)
                return ending is not null;
        }
    }

    /// <summary>Is cancelled when it is asked to end.</summary>
    public CancellationToken Ending => end.Token;

    private string Stamp => place.StampOf(order.Attempt);

    private string SurvivorFile => place.Folders.SurvivorOf(job.Id);

    private EnvironmentVariable Mark => JobEnvironment.MarkOf(place.Setup.Run.Id, place.Order.Chunk.Round, place.Order.Point, job.Id, order.Attempt);

    /// <summary>Starts it, or goes on with it where it survived its engine.</summary>
    /// <param name="results">The folders with the results of the jobs that it depends on.</param>
    /// <returns>Why the machine could not start it; null: it runs, or its end is told.</returns>
    public string? Start(IReadOnlyList<(string Job, string Folder)> results)
    {
        if (IsEnding)
        {
            Ended(this, NotRun(ending!.Value, null), default);
            return null;
        }

        if (place.Setup.Gpus.Take(job.Resources.Gpus) is not { } taken)
            return $"Fewer than {job.Resources.Gpus} GPUs are free for job '{job.Id}'.";
        gpus = taken;
        try
        {
            Watch(Adopt() ?? Spawn(results));
            return null;
        }
        catch (Exception error) when (error is StartException or OutputException or IOException or UnauthorizedAccessException)
        {
            LetGo();
            if (error is not StartException { Failure: StartFailure.TooLarge })
                return $"Job '{job.Id}' could not be started: {error.Message}";
            Ended(this, NotRun(AttemptEnd.NotStarted, error.Message), default);
            return null;
        }
    }

    /// <summary>Asks it to end.</summary>
    public void End(AttemptEnd why, bool byForce)
    {
        lock (gate)
        {
            ending ??= why;
            atOnce |= byForce;
            if (byForce)
                process?.Kill();
            else
                process?.Terminate();
        }

        end.Cancel();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        own?.Dispose();
        end.Dispose();
    }

    private AttemptRecord NotRun(AttemptEnd end, string? why) => new()
    {
        Number = order.Attempt,
        End = end,
        StartedAt = place.Setup.Time.GetUtcNow(),
        Elapsed = TimeSpan.Zero,
        Slot = place.Order.Slot,
        Worker = place.Setup.Worker,
        Note = why,
    };

    private IRunningProcess Spawn(IReadOnlyList<(string Job, string Folder)> results)
    {
        var setup = place.Setup;
        place.Spares.MakeEmpty(directory, Path.Join(Path.GetDirectoryName(directory), $".left-{job.Id}.{Stamp}"));
        place.Spares.Ensure(place.Folders.CheckpointOf(job.Id));
        foreach (var (_, folder) in results)
            Directory.CreateDirectory(folder); // of a job that kept nothing
        File.Delete(resultFile);
        var now = setup.Time.GetUtcNow();
        killsBefore = setup.MemoryKills.Read();
        lane = place.Lanes.Take();
        if (setup.Spec.Survive)
        {
            File.WriteAllText(SurvivorFile, SurvivorNote.Of(order.Attempt, null, now));
            own = new(place.Folders.Kept, UnfinishedName);
        }

        Name(now);
        var line = place.Commands.Lines[order.Job];
        var started = setup.Processes.Start(new()
        {
            Command = setup.Spec.Survive ? SurvivorParent.Of(setup.Shell, line, place.Folders.ExitRecordOf(job.Id, order.Attempt)) : line,
            Environment = place.Commands.Environment,
            Variables = Variables(results, now),
            Directory = directory,
            Stdout = own?.Stdout ?? lane.Output.Stdout,
            Stderr = own?.Stderr ?? lane.Output.Stderr,
            Limits = Limits,
            OwnSession = setup.Spec.Survive,
        });
        if (setup.Spec.Survive)
            File.WriteAllText(SurvivorFile, SurvivorNote.Of(order.Attempt, started.Identity, now));
        return started;
    }

    private ProcessLimits Limits => new(order.Timeout) { Grace = place.Setup.Grace, GraceNow = () => place.Setup.GraceNow };

    /// <summary>The start of the names of files that are the attempt's own, when it has ended.</summary>
    private string OwnName => $"{GraphBlobs.OwnLogName}{job.Id}.{Stamp}";

    /// <summary>The same while it runs, where it may outlive the worker and be found by the next.</summary>
    private string UnfinishedName => JobLane.UnfinishedName(order.Job, order.Attempt);

    private IReadOnlyList<EnvironmentVariable> Variables(IReadOnlyList<(string Job, string Folder)> results, DateTimeOffset now) => JobEnvironment.Of(new()
    {
        Point = PointEnvironment.Of(place.Setup.Points[place.Order.Point], place.Order, new(directory, resultFile, gpus), now + order.Timeout),
        Job = job,
        Attempt = order.Attempt,
        QueueId = place.Graph.Id ?? place.Setup.Run.Id.Value,
        Checkpoint = place.Folders.CheckpointOf(job.Id),
        Notice = place.Folders.Notice,
        Results = results,
        Mark = place.Setup.Spec.Survive ? Mark : null,
    });

    /// <summary>The very attempt may run still, or have ended, since an engine that was killed started it.</summary>
    private IRunningProcess? Adopt()
    {
        if (!place.Setup.Spec.Survive || place.Setup.Processes is not IAdoptingHost host || SurvivorNote.Read(SurvivorFile, order.Attempt) is not { } note)
            return null; // it is a new attempt
        if (note.Identity is not { } identity)
            return null;
        own = new(place.Folders.Kept, UnfinishedName);
        lane = place.Lanes.Take();
        Name(note.StartedAt);
        return host.Adopt(new(identity, place.Folders.ExitRecordOf(job.Id, order.Attempt), note.StartedAt, Limits, Mark));
    }

    /// <summary>From now on what is in the files is this attempt's; for a lane, they are empty.</summary>
    private void Name(DateTimeOffset startedAt)
    {
        if (own is null)
            _ = lane!.Output; // made before it is named
        place.Running?.Write(new(place.Order.Chunk.Round, place.Order.Point, order.Attempt, lane!.Number, null, startedAt, own is not null) { Job = order.Job });
    }

    /// <summary>From now on what is in the files may be anything.</summary>
    private void Unname() => place.Running?.Clear(lane!.Number);

    private void Watch(IRunningProcess started)
    {
        lock (gate)
        {
            process = started;
            if (ending is not null && atOnce)
                started.Kill();
            else if (ending is not null)
                started.Terminate();
        }

        _ = started.Ended.ContinueWith(
            ended => Keep(ended.Result),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Keeps what it left. Where the disk or the blobs would not take it, that is tried until they do: an attempt does not end without its output.</summary>
    private void Keep(ProcessEnd end)
    {
        try
        {
            var record = RecordOf(end);
            if (place.Spares.TryKeep(place.Folders.CheckpointOf(job.Id)) || record is { End: AttemptEnd.Exited, ExitCode: 0 } || !HasCheckpoint)
                Tell(record, default);
            else
                _ = KeepCheckpointAsync(record);
        }
        catch (Exception error) when (error is OutputException or IOException or UnauthorizedAccessException)
        {
            place.Setup.Trouble?.Invoke($"What job '{job.Id}' left could not be kept: {error.Message}");
            ITimer? timer = null;
            timer = place.Setup.Time.CreateTimer(_ => { timer?.Dispose(); Keep(end); }, null, KeepAgain, Timeout.InfiniteTimeSpan);
        }
    }

    private bool HasCheckpoint => Directory.Exists(place.Folders.CheckpointOf(job.Id)) && Directory.EnumerateFileSystemEntries(place.Folders.CheckpointOf(job.Id)).Any();

    /// <summary>Before the next attempt begins, which changes the files.</summary>
    private async Task KeepCheckpointAsync(AttemptRecord record)
    {
        var name = $"{GraphBlobs.Checkpoints}/{job.Id}/{Stamp}";
        while (true)
        {
            try
            {
                await place.Upload.PutFolderAsync(place.Folders.CheckpointOf(job.Id), name);
                break;
            }
            catch (Exception error) when (GraphTrouble.Is(error))
            {
                place.Setup.Trouble?.Invoke($"The checkpoint of job '{job.Id}' could not be kept: {error.Message}");
                if (record.End == AttemptEnd.Interrupted)
                {
                    Tell(record, default); // the machine may be about to go, and others shall have the work at once
                    return;
                }

                await Task.Delay(KeepAgain, place.Setup.Time);
            }
        }

        Tell(record, new(place.Upload.ManifestOf(name), null));
    }

    private void Tell(AttemptRecord record, JobLeft left)
    {
        LetGo();
        Ended(this, record, left with { Metrics = metrics });
    }

    private void LetGo()
    {
        place.Setup.Gpus.Return(gpus);
        gpus = [];
        own?.Dispose();
        if (lane is null)
            return;
        if (output is null)
            Unname(); // it did not start
        place.Lanes.Return(lane);
        lane = null;
    }

    private AttemptRecord RecordOf(ProcessEnd end)
    {
        KeepMetrics();
        output ??= KeepOutput();
        var results = place.Folders.ResultsOf(job.Id, Stamp);
        var hasResults = TakeResults(results);
        if (!place.Spares.TryKeep(directory))
            PointDirectories.TryRemove(directory);
        if (place.Setup.Spec.Survive)
            File.Delete(SurvivorFile);
        return new()
        {
            Number = order.Attempt,
            End = EndOf(end),
            StartedAt = end.StartedAt,
            Elapsed = end.Elapsed,
            ExitCode = end.ExitCode,
            Signal = end.Signal,
            CpuTime = end.CpuTime,
            PeakMemoryBytes = end.PeakMemoryBytes,
            Slot = place.Order.Slot,
            Worker = place.Setup.Worker,
            Output = output.ToString(),
            Result = hasResults ? place.Upload.ManifestOf($"jobs/{job.Id}/{Stamp}") : null,
            Note = MemoryKillNote.For(end, killsBefore, KillsAfter(end)) ?? note ?? (end.ExitCode == 0 ? unmatched : null),
        };
    }

    /// <summary>What succeeded was not killed: then there is nothing to look for.</summary>
    private MemoryKillCount KillsAfter(ProcessEnd end) => end.ExitCode == 0 ? killsBefore : place.Setup.MemoryKills.Read();

    private bool TakeResults(string results)
    {
        if (place.Commands.Results[order.Job].IsNothing)
            return false;
        var isFirst = !Directory.Exists(results); // what was taken before it broke off is not found again
        var (count, problem, none) = place.Commands.Results[order.Job].Take(directory, results);
        note ??= problem;
        unmatched = isFirst && none.Count > 0 ? $"{string.Join(", ", none)} matched no file" : null;
        return count > 0 || Directory.Exists(results);
    }

    private AttemptEnd EndOf(ProcessEnd end) => end.Cause switch
    {
        _ when end.IsLost => AttemptEnd.Lost,
        EndCause.Timeout => AttemptEnd.TimedOut,
        EndCause.Request => ending ?? AttemptEnd.Interrupted,
        EndCause.Itself => end.Signal is null ? AttemptEnd.Exited : AttemptEnd.Signalled,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end.Cause, "An unknown cause of an end."),
    };

    private AttemptOutput KeepOutput()
    {
        if (own is null)
            return AllInBlobs(lane!.Output.Keep(OwnName, Unname));
        Unname();
        var kept = own.Keep();
        return AllInBlobs(new(Finished(kept.Stdout, "out"), Finished(kept.Stderr, "err")));
    }

    private OutputRef? Finished(OutputRef? part, string ending)
    {
        if (part is null)
            return null;
        var name = $"{OwnName}.{ending}";
        File.Move(Path.Join(place.Folders.Kept, part.File), Path.Join(place.Folders.Kept, name), overwrite: true);
        return part with { File = name };
    }

    private AttemptOutput AllInBlobs(AttemptOutput kept) => new(InBlobs(kept.Stdout), InBlobs(kept.Stderr));

    private OutputRef? InBlobs(OutputRef? part) => part is null ? null : part with { File = place.Upload.ReferenceOf(part.File) };

    private void KeepMetrics()
    {
        if (metricsAreRead)
            return;
        var read = ResultFile.Read(resultFile);
        if (read.Json is { } json)
            metrics = InBlobs(place.Pack.Append(json))!.ToString();
        (note, metricsAreRead) = (read.Problem, true);
        if (read.Json is not null)
            File.Delete(resultFile);
    }
}
