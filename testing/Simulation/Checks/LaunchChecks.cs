using Muster.Fleet;
using Muster.Grants;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Platform;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Checks;

/// <summary>
/// Promise 6: intent and grant come before the launch, one instance per token, none too late. Promise 8: only a listing that really came, and to its end, settles
/// what is unknown; what lives is in it. Promise 11: no launch may come at any later time.
/// </summary>
internal sealed class LaunchChecks(SimulatedSweep sim)
{
    private readonly HashSet<string> granted = new(StringComparer.Ordinal);
    private readonly HashSet<string> launched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> unknownSince = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TimeSpan At, IReadOnlyDictionary<string, string> Found, IReadOnlyDictionary<string, string> Alive)> listings = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    public void Granted(GrantBook book) => granted.UnionWith(book.Grants.Select(grant => grant.Worker));

    public void Listed(SimActor actor, IReadOnlyDictionary<string, string> found) => listings[actor.Name] = (sim.World.Now, found, sim.Cloud.List());

    public void Wrote(string by, LaunchIntent? before, LaunchIntent after)
    {
        var token = after.Key.Token;
        if (after.IsOpen)
            open.Add(token);
        else
            open.Remove(token);
        if (before is null)
        {
            var longest = sim.Scenario.CoordinatorPolicy.LaunchWithin + sim.Scenario.WallError;
            sim.World.Require(after.NotAfter - sim.World.Utc <= longest, 11, () => $"Intent {token} may be launched for {after.NotAfter - sim.World.Utc}; {longest} is the longest, with what a clock may be wrong.");
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
            RequireKnown(by, token);
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

    /// <summary>An answer that came late settles it too, if it is true; else a listing has to have come in which it is not, when it was not there.</summary>
    private void RequireKnown(string by, string token)
    {
        if (by == SimPlatform.Name)
        {
            sim.World.Require(!sim.Cloud.List().TryGetValue(token, out var there), 8, () => $"Intent {token} is called failed by an answer; {there} of it is there.");
            return;
        }

        sim.World.Require(
            listings.TryGetValue(by, out var listing) && listing.At >= unknownSince.GetValueOrDefault(token) && !listing.Found.ContainsKey(token), 8, () => $"{by} called intent {token} failed, but no listing said so.");
        sim.World.Require(listing.Alive?.ContainsKey(token) != true, 8, () => $"{by} called intent {token} failed by a listing, when {listing.Alive![token]} of it was there.");
    }
}
