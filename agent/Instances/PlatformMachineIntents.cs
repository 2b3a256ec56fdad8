using Muster.Fleet;
using Muster.Stores;

namespace Muster.Agent.Instances;

/// <summary>Tells the platform what an agent wishes for its machine, and keeps it here, where the agent finds it again. What the platform was told is not taken back.</summary>
/// <param name="kept">Where it is kept on this machine.</param>
/// <param name="fleet">The platform's records.</param>
/// <param name="spoke">Where the machine is.</param>
public sealed class PlatformMachineIntents(IMachineIntents kept, IFleetStore fleet, SpokeKey spoke) : IMachineIntents
{
    /// <inheritdoc />
    public async Task RecordAsync(MachineIntent intent, CancellationToken cancel)
    {
        await kept.RecordAsync(intent, cancel);
        try
        {
            await fleet.WishAsync(new PlatformWish.Machine(spoke, intent), cancel);
        }
        catch (StoreUnavailableException error)
        {
            throw new IOException($"The platform was not told what the agent wishes for its machine {intent.Instance} ({intent.Wish}): {error.Message}", error);
        }
    }

    /// <inheritdoc />
    public Task<MachineIntent?> FindAsync(string instance, CancellationToken cancel) => kept.FindAsync(instance, cancel);

    /// <inheritdoc />
    public Task WithdrawAsync(string instance, CancellationToken cancel) => kept.WithdrawAsync(instance, cancel);
}
