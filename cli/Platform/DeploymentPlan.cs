using System.Text.Json;
using Muster.Agent.Bootstrap;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Units;

namespace Muster.Cli.Platform;

/// <summary>What a deployment's <c>cdk.json</c> says, as far as it is needed to bring the parts together.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Hub">The hub's account and region.</param>
/// <param name="Spokes">The spokes, in their order.</param>
/// <param name="LongestLife">The longest life of an instance.</param>
internal sealed record DeploymentPlan(string Deployment, SpokeKey Hub, IReadOnlyList<SpokeKey> Spokes, TimeSpan LongestLife)
{
    /// <summary>The longest life of an instance where <c>cdk.json</c> has none: a week is longer than most runs, and shorter than a bill.</summary>
    public static TimeSpan UsualLife { get; } = TimeSpan.FromDays(7);

    private PlatformNames Names => new(Deployment);

    /// <summary>The hub's stack.</summary>
    public string HubStack => Names.HubStack;

    /// <summary>The spokes' stacks.</summary>
    public IReadOnlyList<string> SpokeStacks => [.. Spokes.Select(spoke => Names.SpokeStack(spoke.Account, spoke.Region))];

    /// <summary>The hub's bucket.</summary>
    public string Bucket => BucketNames.Of(Deployment, Hub.Account, Hub.Region);

    /// <summary>The tables.</summary>
    public TableNames Tables => new(Deployment);

    /// <summary>The store's address.</summary>
    public string Store => $"aws://{Hub.Region}/{Deployment}";

    /// <summary>Reads it.</summary>
    /// <param name="content">What is in <c>cdk.json</c>; <see cref="CdkContext.FindProblem"/> found nothing wrong with it.</param>
    public static DeploymentPlan Read(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content);
        var context = json.RootElement.GetProperty("context");
        var hub = context.GetProperty("muster.hub");
        return new(
            hub.GetProperty("deployment").GetString()!,
            Place(hub),
            [.. context.GetProperty("muster.spokes").EnumerateArray().Select(Place)],
            context.TryGetProperty(CdkContext.LongestLife, out var life) ? Duration.Parse(life.GetString()!) : UsualLife);
    }

    /// <summary>What the instances of all spokes run at their start.</summary>
    /// <param name="agentSha256">The agent's SHA-256: 64 hexadecimal digits in lower case.</param>
    public string UserData(string agentSha256) => new UserData
    {
        Deployment = Deployment,
        HubRegion = Hub.Region,
        Bucket = Bucket,
        AgentKey = BucketNames.AgentKey(agentSha256),
        AgentSha256 = agentSha256,
        AgentRole = Names.AgentRoleArn(Hub.Account),
        ExternalId = Names.ExternalId(Hub.Account),
        LongestLife = LongestLife,
    }.Render();

    private static SpokeKey Place(JsonElement place) => new(place.GetProperty("account").GetString()!, place.GetProperty("region").GetString()!);
}
