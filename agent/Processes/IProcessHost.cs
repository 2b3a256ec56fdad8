namespace Muster.Agent.Processes;

/// <summary>
/// Starts commands, each in a process group of its own, and tells truthfully how they ended.
/// Every process started here has a deadline, and when its leader ends nothing of its group is left.
/// </summary>
public interface IProcessHost : IDisposable
{
    /// <summary>Starts one command and returns once it runs (or has ended already).</summary>
    /// <exception cref="StartException">It could not be started; nothing ran.</exception>
    IRunningProcess Start(ProcessStart start);
}

/// <summary>A command that was started.</summary>
public interface IRunningProcess
{
    /// <summary>Process id of the leader, which is also the id of its group.</summary>
    int Pid { get; }

    /// <summary>What tells this process from any later one with the same id; null where the system has no such thing.</summary>
    ProcessIdentity? Identity { get; }

    /// <summary>
    /// Completes when the command has ended and its group is gone; it never fails. Continuations may run on the thread
    /// that waited, which serves this process alone: they may take their time, but must not block on the end of a
    /// process that they start themselves (await it).
    /// </summary>
    Task<ProcessEnd> Ended { get; }

    /// <summary>
    /// Asks the group to end (SIGTERM), and ends it by force (SIGKILL) when the grace of its limits is over.
    /// May be called at any time, from any thread, also after the end.
    /// </summary>
    void Terminate();

    /// <summary>Ends the group by force, at once. May be called at any time, from any thread, also after the end.</summary>
    void Kill();
}
