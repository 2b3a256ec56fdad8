using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Points;
using Muster.Stores;

namespace Muster.Agent.Graphs;

/// <summary>
/// Keeps a graph in the store: logs and results first, then the state that names them, then the reference to it in the point's line. One at a time, and no more often than
/// it takes; a long job's end is kept at once. Its calls must not overlap; what it does itself goes on beside.
/// </summary>
internal sealed class GraphKeeper
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongJob = TimeSpan.FromSeconds(1);

    private readonly GraphPlace place;
    private readonly Action<string> keptAs;
    private readonly Action done;
    private readonly List<(string Job, string Stamp)> results = [];
    private readonly List<string> files = [];
    private readonly List<string> old = [];
    private TimeSpan? dueAt;
    private TimeSpan notBefore;
    private readonly TaskCompletionSource hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GraphRun? last;
    private bool isBusy;

    /// <summary>A keeper that has kept nothing yet.</summary>
    /// <param name="place">The graph's place.</param>
    /// <param name="keptAs">Hears under which reference a state was kept.</param>
    /// <param name="done">Called, from any thread, when it is ready for the next.</param>
    public GraphKeeper(GraphPlace place, Action<string> keptAs, Action done)
    {
        (this.place, this.keptAs, this.done) = (place, keptAs, done);
        if (place.Order.Graph is { } before)
            old.Add(before);
    }

    /// <summary>When it shall be asked again whether something is due; null: nothing is to be kept, or it is at work.</summary>
    public TimeSpan? DueAt => isBusy || dueAt is not { } due ? null : due > notBefore ? due : notBefore;

    /// <summary>Whether it is at an end: the last state is kept, or given up.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether the last state is kept.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The state that was to be kept last; null: none was.</summary>
    public string? LastReference { get; private set; }

    /// <summary>Where the metrics of all jobs together are, once it is done; null: there are none.</summary>
    public string? Metrics { get; private set; }

    /// <summary>Finds what a worker that died had not brought over.</summary>
    public void Recover()
    {
        files.AddRange(Directory.EnumerateFiles(place.Folders.Kept, GraphBlobs.PackName + "*"));
        files.AddRange(Directory.EnumerateFiles(place.Folders.Kept, GraphBlobs.OwnLogName + "*"));
        if (!Directory.Exists(place.Folders.AllResults))
            return;
        foreach (var job in Directory.EnumerateDirectories(place.Folders.AllResults))
        {
            foreach (var stamp in Directory.EnumerateDirectories(job).Where(stamp => !stamp.EndsWith(".new", StringComparison.Ordinal) && !File.Exists(MarkOf(stamp))))
                results.Add((Path.GetFileName(job), Path.GetFileName(stamp)));
        }
    }

    /// <summary>An attempt left results.</summary>
    public void AddResults(string job, string stamp) => results.Add((job, stamp));

    /// <summary>Something happened that shall be kept.</summary>
    public void Changed(IReadOnlyList<GraphEvent> events, TimeSpan now)
    {
        var isLong = events.Any(news => news is GraphEvent.JobEnded { Attempt: var attempt } && !(attempt.Elapsed < LongJob));
        var due = isLong ? now : now + place.Setup.KeepWithin;
        if (dueAt is not { } before || due < before)
            dueAt = due;
    }

    /// <summary>Begins to keep the state, if it is time to.</summary>
    /// <param name="run">The graph.</param>
    /// <param name="now">The time.</param>
    /// <param name="noteTime">Called before, to have the time in the state.</param>
    public void KeepIfDue(GraphRun run, TimeSpan now, Action noteTime)
    {
        if (isBusy || !(DueAt <= now))
            return;
        noteTime();
        Begin(run);
    }

    /// <summary>Keeps the state in which the graph ended; <see cref="IsDone"/> when it is.</summary>
    public void KeepLast(GraphRun run)
    {
        last = run;
        if (!isBusy)
            Begin(run);
    }

    /// <summary>
    /// The machine may be about to go. From now on, what cannot be kept at once is not waited for: others shall have the work now, and go on from the state before.
    /// </summary>
    public void Hurry() => hurry.TrySetResult();

    /// <summary>The point's line names a state: those before are of no use any more.</summary>
    public void Stored(string reference)
    {
        var before = old.TakeWhile(one => one != reference).ToList();
        if (before.Count == old.Count)
            return;
        old.RemoveRange(0, before.Count);
        foreach (var one in before)
            _ = DeleteAsync(one);
    }

    private static string MarkOf(string folder) => $"{folder}.kept";

    private async Task DeleteAsync(string reference)
    {
        try
        {
            await place.Upload.DeleteAsync(reference);
        }
        catch (Exception error) when (GraphTrouble.Is(error))
        {
            // It goes when its run is deleted.
        }
    }

    private void Begin(GraphRun run)
    {
        files.AddRange(place.Pack.Cut());
        files.AddRange(Directory.EnumerateFiles(place.Folders.Kept, GraphBlobs.OwnLogName + "*").Except(files));
        var isLast = ReferenceEquals(run, last);
        var state = GraphStateJson.Write(run.State);
        var reference = place.Upload.ReferenceOf(string.Create(CultureInfo.InvariantCulture, $"state-{run.State.Epoch}-{run.State.Version}.json"));
        old.Add(reference);
        LastReference = reference;
        var metrics = isLast ? run.State.Jobs.Select(job => job.Metrics).OfType<string>().ToArray() : [];
        var work = new Work([.. files], [.. results], state, reference, metrics, isLast);
        (isBusy, dueAt) = (true, null);
        _ = Task.Run(() => KeepAsync(work));
    }

    private sealed record Work(string[] Files, (string Job, string Stamp)[] Results, byte[] State, string Reference, string[] Metrics, bool IsLast);

    private async Task KeepAsync(Work work)
    {
        var began = place.Setup.Time.GetTimestamp();
        var (metrics, isKept) = (default(string), false);
        while (!isKept)
        {
            try
            {
                metrics = await BringOverAsync(work);
                keptAs(work.Reference);
                isKept = true;
            }
            catch (Exception error) when (GraphTrouble.Is(error))
            {
                place.Setup.Trouble?.Invoke($"What the jobs of point {place.Order.Point} left could not be kept: {error.Message}");
                if (hurry.Task.IsCompleted)
                    break;
                await Task.WhenAny(Task.Delay(Again, place.Setup.Time), hurry.Task);
            }
        }

        var took = place.Setup.Time.GetElapsedTime(began);
        finished = (work, metrics, isKept, took);
        done();
    }

    private (Work Work, string? Metrics, bool IsKept, TimeSpan Took)? finished;

    /// <summary>Takes note of what was kept; to be called after <c>done</c>.</summary>
    /// <param name="now">The time.</param>
    public void Finished(TimeSpan now)
    {
        if (finished is not var (work, metrics, isKept, took))
            return;
        finished = null;
        isBusy = false;
        notBefore = now + (took * 4);
        if (isKept)
        {
            files.RemoveAll(work.Files.Contains);
            results.RemoveAll(work.Results.Contains);
        }

        if (work.IsLast)
            (IsDone, IsKept, Metrics) = (true, isKept, metrics);
        else if (last is not null)
            Begin(last);
    }

    private async Task<string?> BringOverAsync(Work work)
    {
        place.Pack.Sync();
        var metrics = work.Metrics.Length == 0 ? null : await MergeAsync(work);
        foreach (var file in work.Files.Where(File.Exists))
            await place.Upload.MoveAsync(file);
        foreach (var (job, stamp) in work.Results)
        {
            var folder = place.Folders.ResultsOf(job, stamp);
            if (File.Exists(MarkOf(folder)))
                continue;
            await place.Upload.PutFolderAsync(folder, $"jobs/{job}/{stamp}");
            await File.WriteAllTextAsync(MarkOf(folder), "");
        }

        await place.Upload.PutAsync(work.Reference, work.State);
        return metrics;
    }

    /// <summary>One object of all jobs' metrics; of one name that of the later job in the file counts.</summary>
    private async Task<string> MergeAsync(Work work)
    {
        var merged = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var reference in work.Metrics.Select(OutputRef.Parse))
        {
            using var document = JsonDocument.Parse(await ReadAsync(reference));
            foreach (var member in document.RootElement.EnumerateObject())
                merged[member.Name] = member.Value.Clone();
        }

        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (member, value) in merged)
            {
                json.WritePropertyName(member);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"metrics-{place.Order.Epoch}-{place.Order.Attempt}.json");
        await place.Upload.PutAsync(place.Upload.ReferenceOf(name), buffer.WrittenSpan.ToArray());
        return new OutputRef(place.Upload.ReferenceOf(name), 0, buffer.WrittenCount).ToString();
    }

    private async Task<byte[]> ReadAsync(OutputRef part)
    {
        var here = Path.Join(place.Folders.Kept, part.File[(part.File.LastIndexOf('/') + 1)..]);
        await using var stream = File.Exists(here)
            ? File.OpenRead(here)
            : await place.Upload.OpenAsync(part.File, part.Offset, part.Length) ?? throw new IOException($"{part.File} of run {place.Setup.Run.Id} is not there any more.");
        if (stream is FileStream file)
            file.Position = part.Offset;
        var bytes = new byte[part.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
