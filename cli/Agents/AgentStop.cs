using Muster.Agent.Processes;
using Muster.Cli.Stores;
using Muster.Local.Engine;

namespace Muster.Cli.Agents;

/// <summary>Asks agents of this machine to end, and waits for it.</summary>
/// <param name="address">The store that they serve.</param>
/// <param name="time">The clocks.</param>
internal sealed class AgentStop(StoreAddress address, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether running points are ended; they run again, and are not charged an attempt. Else they run to their end.</summary>
    public bool Now { get; init; }

    /// <summary>How long its end is waited for; null: without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Stops one.</summary>
    /// <returns>Whether it has ended; else time was up, and it goes on ending.</returns>
    /// <exception cref="IOException">It cannot be signalled.</exception>
    public async Task<bool> RunAsync(AgentFile agent, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        if (agent.Identity is not { } identity)
            throw new IOException($"The agent {agent.Name} did not tell its process, so it is not signalled. Try again in a moment.");
        ProcessTable.TrySignal(identity, Signals.NumberOf(Now ? "TERM" : "INT"));
        while (AgentFile.List(address.Directory).Any(other => other.Name == agent.Name && other.IsAlive))
        {
            if (time.GetElapsedTime(began) >= Timeout)
                return false;
            await Task.Delay(LookAgain, time, cancel);
        }

        return true;
    }
}
