using System.Text.Json.Nodes;
using Muster.Infra.Settings;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Buses;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Patterns;
using Muster.Testing.Platform.Pipes;
using Muster.Tests.Infra;
using Muster.Tests.Executed;
using Muster.Tests.Executed.Rig;

[assembly: AssemblyFixture(typeof(ExecutedPlatform))]

namespace Muster.Tests.Executed;

/// <summary>
/// A hub with three spokes in three regions and two accounts, synthesized once, to be deployed on fakes by each test. What all tests saw of
/// its machines is told at the end.
/// </summary>
public sealed class ExecutedPlatform : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("muster-executed-").FullName;
    private readonly Lazy<IReadOnlyList<DeployedStack>> stacks;

    private Task<PlatformServers>? servers;

    public ExecutedPlatform() => stacks = new(() => [.. SynthesizedPlatform.Synthesize(Settings, folder).Select(Deployed)]);

    /// <summary>The spokes: account and region.</summary>
    public static IReadOnlyList<(string Account, string Region)> Spokes { get; } =
    [
        (SynthesizedPlatform.HubAccount, SynthesizedPlatform.HubRegion), (SynthesizedPlatform.HubAccount, "us-east-1"), (SynthesizedPlatform.OtherAccount, "eu-central-1"),
    ];

    /// <summary>The stacks, the hub first.</summary>
    public IReadOnlyList<DeployedStack> Stacks => stacks.Value;

    /// <summary>What was seen of machines by all tests.</summary>
    public StateCoverage Coverage { get; } = new();

    /// <summary>The functions' processes, which stay warm between tests.</summary>
    internal WarmFunctions Functions { get; } = new();

    /// <summary>What is synthesized.</summary>
    internal static PlatformSettings Settings { get; } = new(
        new(SynthesizedPlatform.HubAccount, SynthesizedPlatform.HubRegion, SynthesizedPlatform.Deployment),
        [.. Spokes.Select(spoke => new SpokeSettings(spoke.Account, spoke.Region, NetworkSettings.Existing("vpc-0", SubnetsOf(spoke.Region))))],
        [new()]);

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        if (servers is { IsCompletedSuccessfully: true })
            (await servers).Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The servers, which tests share one after the other.</summary>
    internal Task<PlatformServers> ServersAsync() => servers ??= PlatformServers.StartAsync();

    /// <summary>The subnets of a spoke, two zones.</summary>
    internal static IReadOnlyList<SubnetSettings> SubnetsOf(string region) => [new("subnet-0a", $"{region}a"), new("subnet-0b", $"{region}b")];

    private static DeployedStack Deployed(SynthesizedStack stack)
    {
        var deployed = new DeployedStack(stack.Account, stack.Region);
        return deployed with
        {
            Machines = stack.Machines.ToDictionary(machine => machine.Arn, machine => new StateMachine(machine.Name, machine.Definition), StringComparer.Ordinal),
            Functions = [.. stack.Functions.Select(function => new DeployedFunction(function.Arn, function.Name, function.Environment))],
            Buses = [.. stack.Of("AWS::Events::EventBus").Select(bus => deployed.BusArn(bus.Text("Name")))],
            Rules = [.. stack.Rules.Where(rule => rule.Pattern is not null).Select(rule => new BusRule(
                deployed.BusArn(rule.Bus), rule.Name, EventPattern.Parse(rule.Pattern!.ToJsonString()), [.. rule.Targets.Select(Target)]))],
            Schedules = [.. stack.Rules.Where(rule => rule.Schedule is not null).Select(rule => new DeployedSchedule(rule.Name, rule.Schedule!, [.. rule.Targets.Select(Target)]))],
            Pipes = [.. stack.Pipes.Select(pipe => new DeployedPipe(
                pipe.Name, pipe.Source, pipe.Target, [EventPattern.Parse(pipe.Filter.ToJsonString())], new InputTemplate(pipe.Template)))],
        };
    }

    private static BusTarget Target(SynthesizedTarget target) => new(target.Arn, (target.Input, target.InputPath) switch
    {
        ({ } input, _) => _ => input.DeepClone(),
        (_, { } path) => found => InputTemplate.At(found, path)!.DeepClone(),
        _ => (Func<JsonObject, JsonNode>?)null,
    });
}
