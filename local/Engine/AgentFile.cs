using System.Text.Json;
using System.Text.Json.Serialization;
using Muster.Agent.Processes;
using Muster.Local.Store;

namespace Muster.Local.Engine;

/// <summary>What an agent says of itself, in its folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Run">The only run that it serves; null: all.</param>
/// <param name="Slots">Cores that it gives to points; null: all of the machine.</param>
/// <param name="Once">Whether it ends when nothing wants work any more.</param>
public sealed record AgentFile(string Name, int ProcessId, DateTimeOffset StartedAt, string? Run, int? Slots, bool Once)
{
    private const string File = "agent.json";

    /// <summary>What its guards saw when that was news last, in sentences; null: nothing yet.</summary>
    public string? Guards { get; init; }

    /// <summary>When it stops its work (UTC); null: it has no deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What tells its process from later ones; null where the system does not tell.</summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>Whether it lives: its lock is held.</summary>
    [JsonIgnore]
    public bool IsAlive { get; init; }

    /// <summary>The agents of a directory on this machine, those that were killed too, by name.</summary>
    public static IReadOnlyList<AgentFile> List(StoreDirectory directory)
    {
        var agents = AgentHome.FolderOf(directory.Points);
        if (!Directory.Exists(agents))
            return [];
        var found = new List<AgentFile>();
        foreach (var folder in Directory.EnumerateDirectories(agents).Order(StringComparer.Ordinal))
        {
            try
            {
                if (JsonSerializer.Deserialize(System.IO.File.ReadAllText(Path.Join(folder, File)), AgentFileJson.Default.AgentFile) is { } file)
                    found.Add(file with { IsAlive = FileLock.IsTaken(AgentHome.LockOf(folder)) });
            }
            catch (Exception error) when (error is IOException or JsonException)
            {
                // It is being made, or it goes away just now.
            }
        }

        return found;
    }

    /// <summary>Whether an agent of this machine lives; null: the name is none of this directory's agents.</summary>
    public static bool? IsAliveHere(StoreDirectory directory, EngineHome home, string name)
    {
        if (!name.StartsWith(AgentHome.PrefixOf(home), StringComparison.Ordinal))
            return null;
        var held = AgentHome.LockOf(Path.Join(AgentHome.FolderOf(directory.Points), name));
        return System.IO.File.Exists(held) && FileLock.IsTaken(held);
    }

    /// <summary>The folder of a directory's agents, where what outlives each of them is.</summary>
    public static string FolderOf(StoreDirectory directory) => AgentHome.FolderOf(directory.Points);

    /// <summary>Tells what an agent's guards see.</summary>
    /// <param name="agent">The agent of this process.</param>
    /// <param name="options">How it works.</param>
    /// <param name="guards">In sentences.</param>
    /// <param name="deadline">When it stops its work (UTC); null: it has none.</param>
    public static void Tell(AgentHome agent, AgentOptions options, string guards, DateTimeOffset? deadline)
    {
        try
        {
            Write(agent.Folder, OfThisProcess(agent.Name, options) with { Guards = guards, Deadline = deadline, StartedAt = agent.StartedAt });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It only says so; the next news is told again.
        }
    }

    internal static AgentFile OfThisProcess(string name, AgentOptions options) =>
        new(name, Environment.ProcessId, options.Engine.Time.GetUtcNow(), options.Run?.Value, options.Slots, options.Once) { Identity = ProcessTable.OwnIdentity() };

    internal static void Write(string folder, AgentFile file)
    {
        var path = Path.Join(folder, File);
        System.IO.File.WriteAllText($"{path}.new", JsonSerializer.Serialize(file, AgentFileJson.Default.AgentFile));
        System.IO.File.Move($"{path}.new", path, overwrite: true);
    }
}

[JsonSerializable(typeof(AgentFile))]
internal sealed partial class AgentFileJson : JsonSerializerContext;
