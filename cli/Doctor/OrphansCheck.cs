using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Local.Engine;
using Muster.Local.Store;

namespace Muster.Cli.Doctor;

/// <summary>Whether points run that no engine watches any more.</summary>
/// <param name="directory">The store.</param>
internal sealed class OrphansCheck(StoreDirectory directory) : IDoctorCheck
{
    private const int MostNamed = 10;

    /// <inheritdoc />
    public string Name => "orphans";

    /// <inheritdoc />
    public Task<Finding> LookAsync(CancellationToken cancel) => Task.FromResult(
        OperatingSystem.IsLinux() ? Judge(Find()) : Finding.Skip("This system does not show which processes an engine started."));

    /// <summary>Decides: a process without its engine is a warning.</summary>
    /// <param name="orphans">Ids of such processes; null: an engine is alive, so there are none.</param>
    public static Finding Judge(IReadOnlyList<int>? orphans)
    {
        if (orphans is null)
            return Finding.Ok("All processes of points belong to the engine that is alive");
        if (orphans.Count == 0)
            return Finding.Ok("No process of a point is left without an engine");
        var more = orphans.Count > MostNamed ? $" and {orphans.Count - MostNamed} more" : "";
        return Finding.Warn(
            $"{(orphans.Count == 1 ? "1 process runs" : $"{orphans.Count} processes run")} without an engine or agent: {string.Join(", ", orphans.Take(MostNamed))}{more}",
            "The next engine or agent ends them: muster engine run, or any submit or wait.");
    }

    private List<int>? Find()
    {
        var ofAgents = AgentFile.List(directory).Where(agent => !agent.IsAlive)
            .SelectMany(agent => ProcessTable.WithVariable(new(PointEnvironment.EngineMark, Path.Join(AgentFile.FolderOf(directory), agent.Name)))).ToList();
        var ofEngine = FindOfEngine();
        return ofEngine is null && ofAgents.Count == 0 ? null : [.. ofAgents.Concat(ofEngine ?? []).Order()];
    }

    // An engine that began meanwhile has started what was seen, and one that ended well has left nothing.
    private IReadOnlyList<int>? FindOfEngine()
    {
        if (EngineLock.FindHolder(directory) is not null)
            return null;
        var found = ProcessTable.WithVariable(new(PointEnvironment.EngineMark, directory.Points));
        return EngineLock.FindHolder(directory) is null ? found : null;
    }
}
