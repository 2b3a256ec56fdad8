using Muster.Agent.Guards;
using Muster.Agent.Instances;
using Muster.Agent.Machines;
using Muster.Agent.Points;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Fleet;
using Muster.Guards;
using Muster.Local.Engine;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Agents;

/// <summary><c>muster agent instance</c>: is the one worker that this machine was launched for, and then says what becomes of the machine.</summary>
/// <param name="context">The command's world.</param>
/// <param name="metadata">What the machine knows of itself.</param>
/// <param name="wishes">What was asked.</param>
internal sealed class InstanceRun(CommandContext context, IInstanceMetadata metadata, InstanceWishes wishes)
{
    /// <summary>Is the worker to its end.</summary>
    /// <returns>The exit code: <see cref="ExitCode.Going"/> if the machine is to go on until the platform has stopped it; after any other it shall be shut down.</returns>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption(context.Time);
        var guarded = new GuardedWork(context.Time, interruption);
        using var interrupts = new Interrupts(guarded.Heard);
        var self = await InstanceSelf.ReadAsync(metadata, context.Cancel);
        var address = self.AddressOf(wishes.Store, context.Environment);
        using var store = OpenStores.OrMake(address, context.Environment);
        if (await store.Ports.Store.GetRunAsync(self.Run) is not { } run)
            return Without(self, $"There is no run {self.Run} in {address.Text}.");
        if (run.HasEnded)
            return Without(self, $"The run {run.Id} ({run.Name}) has ended.");
        context.Error.WriteLine($"The instance {self.Identity.Id} looks for its place in the run {run.Id} ({run.Name}) of {address.Text}.");
        var lived = AgeOf(self);
        var found = await new PlaceSearch(store.Ports.Store, context.Time).FindAsync(run.Id, self.Identity.Id, store.Pace.Worker.JoinWithin - lived, guarded.Signalled);
        if (found.Place is not { } intent)
            return Without(self, found.Reason!);
        var (spec, points) = await SpecBlobs.LoadAsync(store.Ports.Blobs, run);
        spec = await InstanceWorkdir.BringAsync(spec, store.Ports.Blobs, address.Directory, context.Cancel);
        return await ServeAsync(store, self, new() { Intent = intent, Instance = self.Identity, Lived = AgeOf(self), Run = run, Spec = spec, Points = points }, interruption, guarded);
    }

    private TimeSpan AgeOf(InstanceSelf self) => self.Identity.AgeAt(context.Time.GetUtcNow(), Uptime.Read());

    private int Without(InstanceSelf self, string reason)
    {
        context.Error.WriteLine($"The instance {self.Identity.Id} has no place in the run {self.Run}. {reason}");
        return ExitCode.Failed;
    }

    private async Task<int> ServeAsync(StoreContext store, InstanceSelf self, InstancePlace place, Interruption interruption, GuardedWork guarded)
    {
        var folder = AgentFile.FolderOf(store.Address.Directory);
        Directory.CreateDirectory(folder);
        var guards = InstanceGuards.Of(place.Spec, wishes.LongestLife, new FileGuardMemory(folder), self.Identity.LaunchedAt, context.Error.WriteLine);
        var options = new AgentOptions(LocalEngineOptions.Of(context) with { Pace = store.Pace }) { Run = place.Run.Id, Slots = wishes.Slots, Interruption = interruption };
        GuardVerdict? verdict;
        string name;
        await using (var session = InstanceSession.Begin(new(store.Address.Directory, store.Ports.Store, store.Ports.Blobs, store.Home), place, options))
        {
            name = session.Agent.Name;
            context.Error.WriteLine($"Agent {name} is the worker {place.Intent.Token} of run {place.Run.Id} ({place.Run.Name}) on {self.Identity.Id}, in {store.Address.Text}.");
            verdict = await guarded.RunAsync(guards, PortsOf(guards, session), DutyOf(session, options, guards));
        }

        return await new InstanceEnd(context, store.Platform?.Fleet, folder).EndAsync(guards, verdict ?? InstanceEnd.WorkIsOver(place), new(name, self.Identity.Id), self.Identity);
    }

    private GuardPorts PortsOf(GuardSpec guards, InstanceSession session) => GuardPorts.ForThisSystem(guards, null, () => session.Work, context.Time) with { Notices = new InstanceNotices(metadata) };

    private static AgentDuty DutyOf(InstanceSession session, AgentOptions options, GuardSpec guards) => new()
    {
        IsOver = over => session.Over.WaitAsync(over),
        Stop = session.Stop,
        HasStopped = () => session.Over,
        Tell = reason => AgentFile.Tell(session.Agent, options, reason, guards.Deadline),
    };
}

/// <summary>What was asked of an agent on an instance.</summary>
internal sealed record InstanceWishes
{
    /// <summary>The value of <c>--store</c>; null: not given.</summary>
    public string? Store { get; init; }

    /// <summary>Cores that it gives to points, 1 or more; null: all of the machine.</summary>
    public int? Slots { get; init; }

    /// <summary>The longest life of the deployment's instances; null: not given.</summary>
    public DeadlineOption? LongestLife { get; init; }
}
