using System.Collections.Concurrent;
using Muster.Fleet;

namespace Muster.Testing.Fleet;

/// <summary>Keeps what agents wish for their machines as long as the process lives.</summary>
public sealed class InMemoryMachineIntents : IMachineIntents
{
    private readonly ConcurrentDictionary<string, MachineIntent> intents = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task RecordAsync(MachineIntent intent, CancellationToken cancel)
    {
        intents[intent.Instance] = intent;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<MachineIntent?> FindAsync(string instance, CancellationToken cancel) => Task.FromResult(intents.GetValueOrDefault(instance));

    /// <inheritdoc />
    public Task WithdrawAsync(string instance, CancellationToken cancel)
    {
        intents.TryRemove(instance, out _);
        return Task.CompletedTask;
    }
}
