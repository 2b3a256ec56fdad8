using Muster.Fleet;
using Muster.Grants;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promise 6: intent and grant come before the launch, one instance per token, none too late. Promise 8: only a listing that really came settles what is unknown.</summary>
internal sealed class LaunchChecks(SimulatedSweep sim)
{
    private readonly HashSet<string> granted = new(StringComparer.Ordinal);
    private readonly HashSet<string> launched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> unknownSince = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TimeSpan At, IReadOnlyDictionary<string, string> Found)> listings = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    public void Granted(GrantBook book) => granted.UnionWith(book.Grants.Select(grant => grant.Worker));

    public void Listed(SimActor actor, IReadOnlyDictionary<string, string> found) => listings[actor.Name] = (sim.World.Now, found);

    public void Wrote(string by, LaunchIntent? before, LaunchIntent after)
    {
        var token = after.Key.Token;
        if (after.IsOpen)
            open.Add(token);
        else
            open.Remove(token);
        if (before is null)
        {
            sim.World.Require(!after.IsOpen || sim.Records.Book(after.Key.Run)?.Of(token) is not null, 6, () => $"Intent {token} was recorded without its grant in the book.");
            return;
        }

        var legal = (before.State, after.State) switch
        {
            (IntentState.Recorded, _) => true,
            (IntentState.Unknown, IntentState.Launched or IntentState.Joined or IntentState.Failed or IntentState.Unknown) => true,
            (IntentState.Launched, IntentState.Joined or IntentState.Failed or IntentState.Launched) => true,
            _ => false,
        };
        sim.World.Require(legal, 6, () => $"Intent {token} went from {before.State} to {after.State}.");
        sim.World.Require(
            (before.Round, before.Slots, before.Region, before.NotAfter) == (after.Round, after.Slots, after.Region, after.NotAfter), 6, () => $"Intent {token} was replaced.");
        if (after.State == IntentState.Unknown)
            unknownSince.TryAdd(token, sim.World.Now);
        if (before.State == IntentState.Unknown && after.State == IntentState.Failed)
            RequireListed(by, token);
    }

    public void Launched(SimMachine machine, LaunchIntent intent)
    {
        var token = machine.Token;
        sim.World.Require(launched.Add(token), 6, () => $"Token {token} was launched twice.");
        sim.World.Require(sim.Records.Intent(intent.Key) is not null, 6, () => $"{token} was launched without a recorded intent.");
        sim.World.Require(granted.Contains(token), 6, () => $"{token} was launched without a grant.");
        sim.World.Require(sim.World.Utc <= intent.NotAfter, 6, () => $"{token} was launched after {intent.NotAfter:O}.");
    }

    public void Settled() => sim.World.Require(open.Count == 0, 6, () => $"The run ended and these intents are open: {string.Join(", ", open)}.");

    private void RequireListed(string by, string token) => sim.World.Require(
        listings.TryGetValue(by, out var listing) && listing.At >= unknownSince.GetValueOrDefault(token) && !listing.Found.ContainsKey(token),
        8,
        () => $"{by} called intent {token} failed, but no listing said so.");
}
