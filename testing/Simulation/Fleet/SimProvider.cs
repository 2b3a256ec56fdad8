using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Simulation.Platform;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Fleet;

/// <summary>The cloud as one coordinator reaches it over the network.</summary>
internal sealed class SimProvider(SimulatedSweep sim, SimActor actor) : IProvider
{
    public Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel) =>
        Call("asks for offers", null, sim.Cloud.Offers, () => Unavailable("offers"));

    public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel) => sim.Platform is { } platform ? OrderAsync(platform, intent) : LaunchAsync(intent);

    /// <summary>What came of an order is not told by the call.</summary>
    private async Task<LaunchAnswer> OrderAsync(SimPlatform platform, LaunchIntent intent)
    {
        await Call("orders", intent, () =>
        {
            platform.Take(intent);
            return true;
        }, () => Unavailable("launch"));
        throw Unavailable("launch");
    }

    private Task<LaunchAnswer> LaunchAsync(LaunchIntent intent)
    {
        // A call that was refused launches nothing any more, however often its request arrives.
        LaunchAnswer? answer = null;
        return Call("launches", intent, () => answer = answer is { Reason: not null } ? answer : sim.Cloud.Launch(intent), () => Unavailable("launch"));
    }

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel)
    {
        var isEmpty = sim.Options.Mutation == SimMutation.UnknownListingIsEmpty;
        var found = await Call("lists instances", null, () => List(run), isEmpty ? null : () => Unavailable("list"));
        return found ?? (isEmpty ? new Dictionary<string, string>() : throw Unavailable("list"));
    }

    /// <summary>Null: on a platform, not all pages of all listings have come.</summary>
    private IReadOnlyDictionary<string, string>? List(RunId run)
    {
        var found = sim.Platform is { } platform ? platform.List(run) : sim.Cloud.List();
        if (found is not null)
            sim.Checks.Listed(actor, found);
        return found;
    }

    /// <summary>A provider that fails may have done what it was asked all the same.</summary>
    private Task<T> Call<T>(string what, object? thing, Func<T> serve, Func<Exception>? unanswered)
    {
        var fails = sim.ProviderIsOut ? 1 : sim.Network.Faults.ProviderFails;
        if (fails > 0 && sim.World.Chance.Happens(fails / 2))
            return sim.Network.CallAsync(actor, what, thing, serve, unanswered, losesAnswer: true);
        return sim.Network.CallAsync(actor, what, thing, serve, unanswered, fails / 2);
    }

    private static ProviderUnavailableException Unavailable(string call) => new($"The provider did not answer ({call}).");
}
