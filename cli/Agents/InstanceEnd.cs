using Muster.Agent.Guards;
using Muster.Agent.Instances;
using Muster.Fleet;
using Muster.Guards;
using Muster.Local.Engine;

namespace Muster.Cli.Agents;

/// <summary>
/// Says what becomes of an instance whose worker is over. To shut it down is to end it: that is left to whoever started the agent, who hears it by the exit code. To stop or
/// hibernate it is the platform's to do.
/// </summary>
/// <param name="context">The command's world.</param>
/// <param name="fleet">The platform's records; null: the store is no platform.</param>
/// <param name="folder">Absolute path of the folder of agents.</param>
internal sealed class InstanceEnd(CommandContext context, IFleetStore? fleet, string folder)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);
    private const int MostTries = 30;

    /// <summary>The verdict on an agent that no guard ended.</summary>
    public static GuardVerdict WorkIsOver(InstancePlace place) =>
        new(GuardStep.Drain, GuardCause.Work, $"The worker {place.Intent.Token} of run {place.Run.Id} is over.", null);

    /// <summary>Wishes what is to be wished.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(GuardSpec guards, GuardVerdict verdict, AgentMachine machine, InstanceIdentity identity)
    {
        var end = EndDecision.For(guards, verdict, machine, context.Time.GetUtcNow());
        context.Error.WriteLine(end.Reason);
        if (verdict.Cause == GuardCause.Interruption)
            return ExitCode.Interrupted;
        return end.Intent is { Wish: not MachineWish.Terminate } intent && await TryWishAsync(intent, identity) ? ExitCode.Going : ExitCode.Done;
    }

    private async Task<bool> TryWishAsync(MachineIntent intent, InstanceIdentity identity)
    {
        if (fleet is null)
            return false;
        var intents = new PlatformMachineIntents(new FileMachineIntents(folder), fleet, new(identity.Account, identity.Region));
        for (var tries = 1; ; tries++)
        {
            try
            {
                await intents.RecordAsync(intent, CancellationToken.None);
                return true;
            }
            catch (IOException error)
            {
                context.Error.WriteLine(error.Message);
                if (tries == MostTries)
                    return false;
                await Task.Delay(Again, context.Time);
            }
        }
    }
}
