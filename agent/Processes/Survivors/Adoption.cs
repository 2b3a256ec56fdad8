namespace Muster.Agent.Processes.Survivors;

/// <summary>A survivor of an earlier engine that is to be watched again.</summary>
/// <param name="Identity">The small parent's identity, as it was written down when it started.</param>
/// <param name="Record">Absolute path of its exit record.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Limits">The limits it has; time that has passed counts.</param>
/// <param name="Mark">A variable that it was started with and no other process has; see <see cref="ProcessTable.GroupOf"/>.</param>
public sealed record Adoption(
    ProcessIdentity Identity, string Record, DateTimeOffset StartedAt, ProcessLimits Limits, EnvironmentVariable Mark);

/// <summary>A host that can watch processes which are not its children.</summary>
public interface IAdoptingHost
{
    /// <summary>
    /// Watches a survivor as if it had been started here. When it has ended already, its end is known at once; without an
    /// exit record that end is lost (<see cref="ProcessEnd.IsLost"/>), never a success.
    /// </summary>
    IRunningProcess Adopt(Adoption adoption);
}
