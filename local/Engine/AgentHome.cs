using System.Globalization;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Local.Engine;

/// <summary>
/// An agent's own folder among those of the agents of a store on this machine: <c>lock</c>, held while it lives, and what runs now. It is there with its lock held before
/// anybody hears the agent's name, so whoever knows a name and finds no folder, or a lock that nobody holds, knows that it is dead.
/// </summary>
public sealed class AgentHome : IDisposable
{
    private readonly FileStream held;
    private int workers;

    private AgentHome(string name, string folder, FileStream held, DateTimeOffset startedAt) => (Name, Folder, this.held, StartedAt) = (name, folder, held, startedAt);

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Its name as owner of locks and as instance of workers; unique for each start.</summary>
    public string Name { get; }

    /// <summary>Absolute path of its folder.</summary>
    public string Folder { get; }

    /// <summary>What the names of a directory's agents begin with.</summary>
    internal static string PrefixOf(EngineHome home) => $"agent-{home.Id}-";

    /// <summary>Absolute path of the folder of a directory's agents.</summary>
    /// <param name="points">Absolute path of the folder under which each run has its own, which lies beside it.</param>
    internal static string FolderOf(string points) => Path.Join(Path.GetDirectoryName(points), "agents");

    /// <summary>The file whose lock an agent holds.</summary>
    internal static string LockOf(string folder) => Path.Join(folder, "lock");

    /// <summary>What runs now of a run, a file for each worker.</summary>
    public string RunningOf(RunId run) => Path.Join(Folder, "running", run.Value);

    /// <summary>The folders that say what the agents of a directory run of a run.</summary>
    internal static IEnumerable<string> RunningOf(string points, RunId run)
    {
        var agents = FolderOf(points);
        return Directory.Exists(agents) ? Directory.EnumerateDirectories(agents).Select(agent => Path.Join(agent, "running", run.Value)).Where(Directory.Exists).ToList() : [];
    }

    /// <summary>The id of its next worker.</summary>
    internal string NewWorker() => string.Create(CultureInfo.InvariantCulture, $"{Name}-{Interlocked.Increment(ref workers)}");

    /// <summary>Makes the folder of an agent that starts now.</summary>
    /// <param name="directory">The store's directory on this machine.</param>
    /// <param name="home">The directory's id.</param>
    /// <param name="chance">From 0 up to 1.</param>
    /// <param name="now">The time (UTC).</param>
    /// <exception cref="StoreProblemException">The folder cannot be made.</exception>
    public static AgentHome Begin(StoreDirectory directory, EngineHome home, Func<double> chance, DateTimeOffset now)
    {
        var name = PrefixOf(home) + EngineHome.Draw(chance);
        var agents = FolderOf(directory.Points);
        var unfinished = Path.Join(agents, $".{name}");
        var folder = Path.Join(agents, name);
        try
        {
            Directory.CreateDirectory(unfinished);
            var taken = FileLock.TryTake(LockOf(unfinished)) ?? throw new IOException("its lock is taken");
            Directory.Move(unfinished, folder);
            return new(name, folder, taken, now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(folder, error);
        }
    }

    /// <summary>Takes the folder away: the agent has ended, and nothing of it runs.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next agent takes it away.
        }

        FileLock.Release(held);
    }
}
