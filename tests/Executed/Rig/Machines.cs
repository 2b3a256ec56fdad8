using System.Collections.Concurrent;
using Muster.Agent.Workers;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Platform.Ec2;
using Muster.Workers;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// What runs on instances, in this process: the real worker on the real store, which takes its place by the instance's id as an agent does, and
/// shuts its machine down when it is over. A machine that ends takes its worker with it, whatever that does.
/// </summary>
/// <param name="store">The records.</param>
/// <param name="points">What points do.</param>
internal sealed class Machines(IRunStore store, Points points) : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(400);
    private readonly ConcurrentDictionary<string, Machine> machines = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource over = new();

    /// <summary>Workers' thresholds, short enough for tests.</summary>
    public WorkerPolicy Policy { get; init; } = new()
    {
        Lease = TimeSpan.FromSeconds(6),
        RenewEvery = TimeSpan.FromSeconds(1),
        StopMargin = TimeSpan.FromSeconds(1.5),
        ReportWithin = TimeSpan.FromSeconds(1),
        JoinWithin = TimeSpan.FromSeconds(60),
        IdlePollLongest = TimeSpan.FromSeconds(1),
    };

    /// <summary>Slots of a machine; default 2, as many as the catalogue's types have processors.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>Whether an instance's agent ever comes up; default: all do.</summary>
    public Func<FakeInstance, bool> ComesUp { get; set; } = static _ => true;

    /// <summary>What went wrong on machines, for people.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    /// <summary>Instances whose worker took its place.</summary>
    public IReadOnlyList<string> Joined => [.. machines.Where(machine => machine.Value.Host is not null).Select(machine => machine.Key)];

    /// <summary>Follows an instance's life.</summary>
    public void Changed(Ec2Place place, FakeInstance instance, string state)
    {
        if (state == "running" && instance.Tags.ContainsKey(PlatformTags.Fleet) && ComesUp(instance))
            _ = LiveAsync(place, instance);
        else if (state is not ("pending" or "running") && machines.TryGetValue(instance.Id, out var machine))
            machine.Sever();
    }

    /// <summary>Tells an instance's worker that its machine goes away soon, as an agent learns it from its metadata.</summary>
    public void Warn(string instance)
    {
        if (machines.TryGetValue(instance, out var machine))
            machine.Host?.End(WorkerStop.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        foreach (var machine in machines.Values)
            machine.Sever();
        over.Dispose();
    }

    private async Task LiveAsync(Ec2Place place, FakeInstance instance)
    {
        var (own, sever) = SeveredStore.Over(store);
        var machine = machines[instance.Id] = new(sever);
        try
        {
            var run = await own.GetRunAsync(new(instance.Tags[PlatformTags.Run]), over.Token);
            if (run is { HasEnded: false } && await FindPlaceAsync(own, run.Id, instance.Id) is { } token)
                await WorkAsync(own, machine, run, token, instance);
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException)
        {
            return; // it is gone
        }
#pragma warning disable CA1031 // told by the test, whatever it is
        catch (Exception error)
#pragma warning restore CA1031
        {
            Troubles.Enqueue($"{instance.Id}: {error}");
        }

        place.Die(instance.Id);
    }

    private async Task<string?> FindPlaceAsync(IRunStore own, RunId run, string instance)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Policy.JoinWithin)
        {
            if (PlaceDecision.IntentOf(instance, await own.ListOpenIntentsAsync(run, over.Token)) is { } intent)
                return intent.Key.Token;
            await Task.Delay(s_look, TimeProvider.System, over.Token);
        }

        return null;
    }

    private async Task WorkAsync(IRunStore own, Machine machine, RunRecord run, string token, FakeInstance instance)
    {
        var setup = new WorkerSetup(new(run.Id, token), run.Round, new(instance.Id, instance.Region, Slots), static (_, _) => null, Policy);
        await using var host = new WorkerHost(setup, own, points.On(instance.Id, instance.Region, token), TimeProvider.System);
        host.Share(Slots, null);
        machine.Host = host;
        await host.Over.WaitAsync(machine.Severed.Task.IsCompleted ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token);
    }

    private sealed class Machine(Action sever)
    {
        public WorkerHost? Host { get; set; }

        public TaskCompletionSource Severed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Sever()
        {
            sever();
            Host?.End(WorkerStop.Now);
            Severed.TrySetResult();
        }
    }
}
