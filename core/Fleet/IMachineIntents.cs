namespace Muster.Fleet;

/// <summary>
/// Keeps what agents wish for their machines. An adapter keeps at least the last wish that was recorded through it.
/// An agent withdraws, when it starts, what was wished before: the machine that runs again was stopped by that, or its wish is void.
/// </summary>
public interface IMachineIntents
{
    /// <summary>Records a wish in place of the instance's earlier one; durable when this returns.</summary>
    /// <exception cref="IOException">It could not be recorded.</exception>
    Task RecordAsync(MachineIntent intent, CancellationToken cancel);

    /// <summary>What is wished for an instance; null: nothing.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    Task<MachineIntent?> FindAsync(string instance, CancellationToken cancel);

    /// <summary>Takes back what is wished for an instance, if anything is.</summary>
    /// <exception cref="IOException">It could not be taken back.</exception>
    Task WithdrawAsync(string instance, CancellationToken cancel);
}
