using Muster.Grants;
using Muster.Runs;
using Muster.Testing.Simulation.Fleet;
using Muster.Workers;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promises 2, 4, 7 and 11 for what really runs: a point in one place, within limits, grant and lease, neither longer than lease and grant say, and nothing after the run's end.</summary>
internal sealed class WorkChecks(SimulatedSweep sim)
{
    private readonly Dictionary<long, SimExecution> running = [];
    private readonly Dictionary<string, int> byRegion = new(StringComparer.Ordinal);

    /// <summary>What each worker was granted, newest first: it may not have heard of the newest yet.</summary>
    private readonly Dictionary<string, List<Grant>> grants = new(StringComparer.Ordinal);

    /// <summary>Points that run now.</summary>
    public int Running => running.Count;

    public void Started(SimExecution execution)
    {
        var (machine, order) = (execution.Machine, execution.Order);
        sim.World.Require(running.TryAdd(order.Point, execution), 2, () => $"{machine.Token} started point {order.Point}, which runs on {running[order.Point].Machine.Token}.");
        byRegion[machine.Region.Name] = byRegion.GetValueOrDefault(machine.Region.Name) + 1;
        var run = sim.Records.Run(order.Chunk.Run)!;
        var chunk = sim.Records.Chunk(order.Chunk);
        sim.World.Require(chunk?.Owner == machine.Token, 2, () => $"{machine.Token} started point {order.Point} of chunk {order.Chunk}, which is {chunk?.Owner ?? "nobody"}'s.");
        sim.World.Require(!run.State.IsTerminal(), 7, () => $"{machine.Token} started point {order.Point} of a run that is {run.State}.");
        var granted = sim.Records.Book(run.Id)?.Of(machine.Token)?.MayUse ?? 0;
        sim.World.Require(machine.Running <= granted, 4, () => $"{machine.Token} runs {machine.Running} points; it is granted {granted}.");
        RequireLease(machine, $"started point {order.Point}");
    }

    public void Stopped(SimExecution execution)
    {
        var machine = execution.Machine;
        if (running.GetValueOrDefault(execution.Order.Point) == execution)
            running.Remove(execution.Order.Point);
        byRegion[machine.Region.Name]--;
        RequireLease(machine, $"ran point {execution.Order.Point}");
    }

    /// <summary>Every grant runs out.</summary>
    public void Granted(GrantBook book)
    {
        var longest = sim.Scenario.CoordinatorPolicy.GrantFor;
        foreach (var grant in book.Grants)
        {
            if (!grants.TryGetValue(grant.Worker, out var known))
                grants.Add(grant.Worker, known = []);
            if (known.Count > 0 && known[0].FromRenewal == grant.FromRenewal && known[0].ValidFor == grant.ValidFor)
                continue;
            known.Insert(0, grant);
            sim.World.Require(grant.ValidFor > TimeSpan.Zero && grant.ValidFor <= longest, 11, () => $"{grant.Worker} is granted for {grant.ValidFor}; {longest} is the longest.");
        }
    }

    /// <summary>Nothing runs on a machine whose lease or grant has run out.</summary>
    public void RequireTimes()
    {
        if (running.Count == 0)
            return;
        foreach (var machine in sim.Cloud.Alive)
        {
            if (machine.Running == 0)
                continue;
            RequireLease(machine, "runs points");
            RequireGrant(machine);
        }
    }

    public void RequireLimits()
    {
        if (running.Count == 0)
            return;
        var run = sim.Scenario.Run;
        var granted = sim.Records.Book(run.Id)?.Slots ?? 0;
        sim.World.Require(running.Count <= granted, 4, () => $"{running.Count} points run; {granted} may.");
        if (run.MaxConcurrentPerRegion is not { } most)
            return;
        foreach (var (region, count) in byRegion)
            sim.World.Require(count <= most, 4, () => $"{count} points run in {region}; {most} may.");
    }

    public void Settled() => sim.World.Require(running.Count == 0, 7, () => $"The run ended and {running.Count} points run.");

    private void RequireGrant(SimMachine machine)
    {
        var now = machine.Clock.Monotonic;
        foreach (var grant in grants.GetValueOrDefault(machine.Token) ?? [])
        {
            if (machine.GrantEnds(grant) >= now)
                return;
        }

        sim.World.Break(11, $"{machine.Token} runs {machine.Running} points beyond all that it was granted; it is {now.TotalSeconds:0.###} s by its clock.");
    }

    private void RequireLease(SimMachine machine, string what)
    {
        var record = sim.Records.Worker(new(sim.Scenario.Run.Id, machine.Token));
        var ends = record is null ? null : machine.LeaseEnds(record.Renewals);
        sim.World.Require(ends >= machine.Clock.Monotonic, 11, () => $"{machine.Token} {what} beyond its lease, which ended at {ends?.TotalSeconds:0.###} s by its clock; it is {machine.Clock.Monotonic.TotalSeconds:0.###} s.");
    }
}
