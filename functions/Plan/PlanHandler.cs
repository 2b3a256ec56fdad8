using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Functions.Metrics;
using Muster.Functions.Orders;
using Muster.Functions.Runtime;
using Muster.Functions.Stores;

namespace Muster.Functions.Plan;

/// <summary>
/// One tick of a run's coordinator. Whatever it wrote before it died, the next one goes on from the store: the machine calls it again with the memory of
/// the tick before, and a coordinator that finds the lock in its own name takes it anew.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class PlanHandler(Platform platform) : IHandler
{
    private readonly OfferSource source = new(platform);

    /// <inheritdoc />
    public async Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        if (input.ValueKind == JsonValueKind.Object && input.TryGetProperty("restart", out _))
        {
            await new Restart(platform).HandleAsync(Fields.Of(input, "plan"), output, cancel);
            return;
        }

        var plan = PlanInput.Read(input);
        platform.Log.About(plan.Run.Value);
        var outbox = new Outbox(platform.Names);
        var answer = await TickAsync(plan, outbox, cancel);
        answer.WriteTo(output, outbox);
        platform.Log.Info("A tick.", ("owner", plan.Owner), ("tick", plan.Tick), ("next", answer.Next), ("wait", answer.Wait), ("sends", outbox.Count), ("note", answer.Note));
    }

    private async Task<PlanOutput> TickAsync(PlanInput plan, Outbox outbox, CancellationToken cancel)
    {
        var time = new PatientTime(platform.Time, plan.Clock);
        var store = new TickStore(platform.Records, cancel);
        var troubled = await platform.Fleet.ListTroubledAsync(plan.Run, platform.Now - platform.Pace.TroubledFor, cancel);
        var provider = new PlatformProvider(platform, store, source, troubled, cancel);
        var coordinator = new Coordinator(plan.Run, plan.Owner, PortsOf(plan, store, provider, time, troubled), platform.Pace.Policy, plan.Memory.Coordinator);
        var tick = await coordinator.TickAsync();
        cancel.ThrowIfCancellationRequested();
        await new FleetSending(platform, store, source, outbox).SendAsync(provider, isWhole: tick.Problem is null, cancel);
        var open = tick.IsHolder ? await store.ListOpenIntentsAsync(plan.Run, cancel) : [];
        await new ListingSending(platform, outbox).SendAsync(provider.Unlisted, open, plan.Owner, cancel);
        platform.Metrics.Add(PlatformMetrics.Ticks, 1);
        platform.Metrics.Add(PlatformMetrics.TickTime, (time.Now - plan.Clock).TotalMilliseconds, MetricUnit.Milliseconds);
        var memory = new PlanMemory(plan.Owner, tick.IsHolder ? null : Watched(plan, store), coordinator.Memory);
        return Answer(plan, tick, memory, Leaves(plan, tick, store), IsLaunching(open), time);
    }

    private static CoordinatorPorts PortsOf(PlanInput plan, TickStore store, PlatformProvider provider, TimeProvider time, IReadOnlyList<InstanceRecord> troubled)
    {
        var dead = troubled.Where(instance => instance.State is InstanceState.Terminated or InstanceState.Stopped).Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        var leaving = troubled.Where(instance => instance.State is InstanceState.Leaving or InstanceState.Interrupted).Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        // Ticks of an execution do not overlap, and it began its successor with its last act: a lock in either's name is nobody's.
        return new(store, provider, time, owner => owner == plan.Owner || owner == plan.Memory.Owner || dead.Contains(owner)) { IsLeaving = leaving.Contains };
    }

    /// <summary>The lock of another, as it was first seen.</summary>
    private static SeenLock? Watched(PlanInput plan, TickStore store) =>
        plan.Memory.Watched ?? (store.Run?.Lock is { Owner: { } owner } held && owner != plan.Owner ? new(held.Epoch, held.Renewals) : null);

    /// <summary>Whether somebody else coordinates the run: the lock that was watched was renewed, or taken.</summary>
    private static bool Leaves(PlanInput plan, CoordinatorTick tick, TickStore store) =>
        !tick.IsHolder && !tick.IsOver && plan.Memory.Watched is { } seen
        && store.Run?.Lock is { Owner: { } owner } held && owner != plan.Owner && new SeenLock(held.Epoch, held.Renewals) != seen;

    private static bool IsLaunching(IReadOnlyList<LaunchIntent> open) => open.Any(intent => intent.State is IntentState.Recorded or IntentState.Launched);

    private PlanOutput Answer(PlanInput plan, CoordinatorTick tick, PlanMemory memory, bool leaves, bool launching, PatientTime time)
    {
        var ticks = plan.Tick + 1;
        if (tick.IsOver || leaves)
            return new(PlanOutput.Over, 1, time.Now, ticks, memory, leaves ? "Somebody else coordinates the run." : tick.Note);
        if (ticks % platform.Pace.Ticks == 0)
            return new(PlanOutput.Successor, 1, time.Now, ticks, memory, tick.Note);
        var wait = launching && tick.Wait > platform.Pace.Launching ? platform.Pace.Launching : tick.Wait;
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return new(PlanOutput.Again, seconds, time.Now + TimeSpan.FromSeconds(seconds), ticks, memory, tick.Note);
    }
}
