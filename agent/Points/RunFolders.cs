using Muster.Agent.Results;

namespace Muster.Agent.Points;

/// <summary>Where a run's files are on the machine that runs it.</summary>
/// <param name="root">Absolute path of the run's own folder.</param>
/// <param name="running">Absolute path of the folder that says what runs now; null: one in the run's own.</param>
public sealed class RunFolders(string root, string? running = null)
{
    /// <summary>The run's own folder.</summary>
    public string Root { get; } = root;

    /// <summary>Kept output and results.</summary>
    public string Output { get; } = Path.Join(root, "output");

    /// <summary>What runs now, so that the next engine finds what a killed one left.</summary>
    public string Running { get; } = running ?? Path.Join(root, "running");

    /// <summary>What runs now of jobs, a journal for each point's graph; the same for all agents of this machine, since any may go on with it.</summary>
    public string RunningJobs { get; } = Path.Join(root, "running-jobs");

    /// <summary>The journal of a point's graph.</summary>
    public string JobJournal(int round, long point) => Path.Join(RunningJobs, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{round}-{point}"));

    /// <summary>Exit records of commands that survive their engine.</summary>
    public string Exits { get; } = Path.Join(root, "exits");

    /// <summary>The file that the point on a slot may write its result to. It is no part of the point's directory, so that most directories stay empty.</summary>
    public string ResultFile(string worker, int slot) => Path.Join(Output, $"{worker}-{slot}.result.json");

    /// <summary>Start of the names of the files that the attempts on a slot write to.</summary>
    public static string SlotName(string worker, int slot) => $"{worker}-{slot}";

    /// <summary>Start of the names of an attempt's own files.</summary>
    public static string NameOf(int round, long point, int attempt) => $"{round}-{point}-{attempt}";

    /// <summary>The exit record of an attempt that survives its engine.</summary>
    public string ExitRecord(int round, long point, int attempt) => Path.Join(Exits, NameOf(round, point, attempt));

    /// <summary>The points' own directories.</summary>
    public PointDirectories Points { get; } = new(Path.Join(root, "points"));

    /// <summary>Makes the run's folders.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Output);
        Directory.CreateDirectory(Running);
        Directory.CreateDirectory(Exits);
    }
}
