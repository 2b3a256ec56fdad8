using System.Collections.Concurrent;
using Muster.Agent.Processes;
using Muster.Aws.Contracts;
using Muster.Testing.Platform.Ec2;
using Muster.Tests.Infra;
using Muster.Tests.Scenarios;
using Muster.Tests.Servers;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// The real agent on each instance: a process with a metadata service and a disk of its own, and all that it starts. A machine that ends takes them
/// with it; an agent that ends shuts its machine down.
/// </summary>
/// <param name="servers">Variables by which agents find the store's servers.</param>
internal sealed class AgentProcesses(IReadOnlyDictionary<string, string> servers) : IAsyncDisposable
{
    private const string Mark = "MUSTER_TEST_INSTANCE";
    private readonly string folder = Directory.CreateTempSubdirectory("muster-agents-").FullName;
    private readonly ConcurrentDictionary<string, (MusterProcess Agent, ImdsStandIn Metadata)> agents = new(StringComparer.Ordinal);

    /// <summary>The folder that points may write to, as <c>SCENARIO</c>.</summary>
    public string Folder => folder;

    /// <summary>The agents, by instance.</summary>
    public IReadOnlyDictionary<string, MusterProcess> Agents => agents.ToDictionary(agent => agent.Key, agent => agent.Value.Agent, StringComparer.Ordinal);

    /// <summary>Follows an instance's life.</summary>
    public void Changed(Ec2Place place, FakeInstance instance, string state)
    {
        if (state == "running" && instance.Tags.ContainsKey(PlatformTags.Fleet))
            _ = LiveAsync(place, instance);
        else if (state is not ("pending" or "running"))
            _ = ProcessTable.EndWithVariableAsync(MarkOf(instance.Id), TimeSpan.Zero, TimeProvider.System);
    }

    /// <summary>Says in an instance's metadata that it is taken back.</summary>
    public void Warn(string instance, TimeSpan notice) => agents[instance].Metadata.Say(new("terminate", TimeProvider.System.GetUtcNow() + notice), null);

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, (agent, metadata)) in agents)
        {
            await ProcessTable.EndWithVariableAsync(MarkOf(id), TimeSpan.Zero, TimeProvider.System);
            agent.Dispose();
            metadata.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private EnvironmentVariable MarkOf(string instance) => new(Mark, $"{folder}/{instance}");

    private async Task LiveAsync(Ec2Place place, FakeInstance instance)
    {
        var metadata = new ImdsStandIn(new(instance.Id, instance.Account, instance.Region, instance.Offer.Zone, instance.LaunchedAt));
        metadata.ShowTags([.. instance.Tags.Select(tag => (tag.Key, tag.Value))]);
        var environment = servers.ToDictionary(variable => variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);
        environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata.Address.ToString();
        environment["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Join(folder, instance.Id)).FullName;
        environment["SCENARIO"] = folder;
        environment["MUSTER_STORE"] = null;
        environment[Mark] = MarkOf(instance.Id).Value;
        var store = $"aws://{SynthesizedPlatform.HubRegion}/{SynthesizedPlatform.Deployment}";
        var agent = MusterProcess.Start(["agent", "instance", "--store", store, "--slots", "2"], environment);
        agents[instance.Id] = (agent, metadata);
        await agent.EndAsync();
        place.Die(instance.Id);
    }
}
