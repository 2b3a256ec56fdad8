using System.Collections.Concurrent;
using System.Globalization;
using Muster.Aws.Contracts;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Operations;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>
/// What a platform is to an agent: somebody who holds the run's lock, gives grants, and launches instances. Each instance is a process of the agent, with a metadata service and a
/// disk of its own; what came of a launch is recorded only after the instance runs.
/// </summary>
internal sealed class PlatformStandIn : IProvider, IAsyncDisposable
{
    private readonly Scenario scenario;
    private readonly RunPorts ports;
    private readonly RunRecord run;
    private readonly Coordinator coordinator;
    private readonly ConcurrentDictionary<string, StandInInstance> instances = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ending = new();
    private Task ticking = Task.CompletedTask;

    /// <summary>A platform that coordinates one run.</summary>
    public PlatformStandIn(Scenario scenario, RunPorts ports, RunRecord run)
    {
        (this.scenario, this.ports, this.run) = (scenario, ports, run);
        coordinator = new(run.Id, "platform", new(ports.Store, this, TimeProvider.System, static _ => false), new() { Tick = TimeSpan.FromMilliseconds(100), BlockedTick = TimeSpan.FromMilliseconds(200) });
    }

    /// <summary>How many instances the run may have at once.</summary>
    public int MostInstances { get; init; } = 1;

    /// <summary>Slots of each.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Variables of the agents, besides those that every instance has.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>The instances, in the order of their launches.</summary>
    public IReadOnlyList<StandInInstance> Instances => [.. instances.Values.OrderBy(instance => instance.Identity.Id, StringComparer.Ordinal)];

    /// <summary>Coordinates until nothing is left to coordinate.</summary>
    public void Begin() => ticking = Task.Run(TickAsync);

    /// <summary>Waits until the run is over.</summary>
    public Task OverAsync() => ticking.WaitAsync(MusterProcess.Patience, TimeProvider.System);

    public Task<IReadOnlyList<Offer>> OffersAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Offer>>([new("eu-west-1", Slots, MostInstances, 0.1m)]);

    public Task<LaunchAnswer> LaunchAsync(LaunchIntent intent, CancellationToken cancel) =>
        Task.FromResult(LaunchAnswer.Launched(instances.GetOrAdd(intent.Key.Token, _ => Launch()).Identity.Id));

    public Task<IReadOnlyDictionary<string, string>> ListAsync(RunId run, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(instances.ToDictionary(pair => pair.Key, pair => pair.Value.Identity.Id, StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await ticking;
        foreach (var instance in instances.Values)
            instance.Dispose();
        ending.Dispose();
    }

    private StandInInstance Launch()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"i-{instances.Count + 1:D4}");
        var service = new ImdsStandIn(new(id, "111122223333", "eu-west-1", "eu-west-1a", TimeProvider.System.GetUtcNow()));
        service.ShowTags((PlatformTags.Deployment, scenario.Address.Split('/')[^1]), (PlatformTags.Run, run.Id.Value), (PlatformTags.Fleet, "fleet-1"));
        var variables = new Dictionary<string, string?>(Variables, StringComparer.Ordinal)
        {
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = service.Address.ToString(), ["XDG_DATA_HOME"] = scenario.At($"disk-{id}"),
        };
        return new(new(id, "111122223333", "eu-west-1", "eu-west-1a", TimeProvider.System.GetUtcNow()), service, scenario.StartWith(variables, "agent", "instance", "--deadline", "1h"));
    }

    private async Task TickAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            var tick = await coordinator.TickAsync();
            if (tick.IsOver)
                return;
            await Task.WhenAny(Task.Delay(tick.Wait < TimeSpan.FromMilliseconds(200) ? tick.Wait : TimeSpan.FromMilliseconds(200), TimeProvider.System, ending.Token));
        }
    }
}

/// <summary>An instance: a process of the agent, and what it can ask of itself.</summary>
internal sealed record StandInInstance(InstanceIdentity Identity, ImdsStandIn Metadata, MusterProcess Agent) : IDisposable
{
    public void Dispose()
    {
        Agent.Dispose();
        Metadata.Dispose();
    }
}
