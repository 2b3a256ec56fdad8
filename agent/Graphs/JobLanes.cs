using System.Globalization;
using Muster.Agent.Output;
using Muster.Agent.Points;

namespace Muster.Agent.Graphs;

/// <summary>Where the jobs of one point write, one job at a time each. Lanes are made when they are needed.</summary>
/// <param name="pack">Where short output is kept.</param>
/// <param name="folder">Absolute path of the folder.</param>
internal sealed class JobLanes(OutputPack pack, string folder) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stack<JobLane> free = new();
    private int made;

    /// <summary>Takes one.</summary>
    public JobLane Take()
    {
        lock (gate)
            return free.TryPop(out var lane) ? lane : new(made++, pack, folder);
    }

    /// <summary>Gives one back, which is empty.</summary>
    public void Return(JobLane lane)
    {
        lock (gate)
            free.Push(lane);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            while (free.TryPop(out var lane))
                lane.Dispose();
        }
    }
}

/// <summary>Where one job at a time writes: two files, unless it has files of its own.</summary>
/// <param name="number">From 0; its record in the journal.</param>
/// <param name="pack">Where short output is kept.</param>
/// <param name="folder">Absolute path of the folder.</param>
internal sealed class JobLane(int number, OutputPack pack, string folder) : IDisposable
{
    private SlotOutput? output;

    /// <summary>What the names of files begin with that a job writes to just now.</summary>
    public const string Prefix = "lane-";

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Its files, made when they are first asked for.</summary>
    /// <exception cref="OutputException">A file cannot be made.</exception>
    public SlotOutput Output => output ??= new(pack, folder, NameOf(number));

    /// <summary>Start of the names of the files that an attempt writes to.</summary>
    public static string NameOf(RunningEntry entry) => entry.Survives ? UnfinishedName(entry.Job!.Value, entry.Attempt) : NameOf(entry.Slot);

    /// <summary>Start of the names of the own files of an attempt that may outlive its worker, while it runs.</summary>
    /// <param name="job">The job's place in the file.</param>
    /// <param name="attempt">1-based.</param>
    public static string UnfinishedName(int job, int attempt) => string.Create(CultureInfo.InvariantCulture, $"s-{job}.{attempt}");

    /// <inheritdoc />
    public void Dispose() => output?.Dispose();

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
}
