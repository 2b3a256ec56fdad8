using System.Text.Json.Nodes;
using Amazon.CDK;
using Muster.Infra.Settings;
using Muster.Infra.Stacks;
using Muster.Tests.Infra;

[assembly: AssemblyFixture(typeof(SynthesizedPlatform))]

namespace Muster.Tests.Infra;

/// <summary>
/// A hub with three spokes in two accounts, synthesized once for all tests: CDK works in a process of its own, which takes some seconds to
/// start. Nothing of it is deployed, so all names and ARNs are known beforehand.
/// </summary>
public sealed class SynthesizedPlatform : IDisposable
{
    /// <summary>The deployment's name.</summary>
    public const string Deployment = "test";

    /// <summary>The hub's account, in which two of the spokes are.</summary>
    public const string HubAccount = "111122223333";

    /// <summary>The account of the third spoke.</summary>
    public const string OtherAccount = "444455556666";

    /// <summary>The hub's region.</summary>
    public const string HubRegion = "eu-west-1";

    /// <summary>Held by whoever calls CDK: the process behind it takes one call at a time.</summary>
    internal static SemaphoreSlim Cdk { get; } = new(1);

    private readonly string folder = Directory.CreateTempSubdirectory("muster-synth-").FullName;
    private readonly Lazy<(IReadOnlyList<SynthesizedStack> Whole, IReadOnlyList<SynthesizedStack> Least)> stacks;

    public SynthesizedPlatform() => stacks = new(() => (Synthesize(Settings, Path.Join(folder, "whole")), Synthesize(Bounded, Path.Join(folder, "bounded"))));

    /// <summary>All stacks: the hub first, then the spokes in their order.</summary>
    public IReadOnlyList<SynthesizedStack> Stacks => stacks.Value.Whole;

    /// <summary>The stacks of a platform with one spoke, whose roles are bounded, and that says nothing else that it need not.</summary>
    public IReadOnlyList<SynthesizedStack> BoundedStacks => stacks.Value.Least;

    /// <summary>The hub.</summary>
    public SynthesizedStack Hub => Stacks[0];

    /// <summary>The spokes: the hub's own account and region, its account in us-east-1, and the other account in eu-west-1.</summary>
    public IReadOnlyList<SynthesizedStack> Spokes => [.. Stacks.Skip(1)];

    /// <summary>The machines of all stacks, by ARN.</summary>
    public IReadOnlyDictionary<string, SynthesizedMachine> Machines => Stacks.SelectMany(stack => stack.Machines).ToDictionary(machine => machine.Arn);

    /// <summary>The functions, by ARN.</summary>
    public IReadOnlyDictionary<string, SynthesizedFunction> Functions => Hub.Functions.ToDictionary(function => function.Arn);

    /// <summary>The rules of all stacks.</summary>
    public IReadOnlyList<SynthesizedRule> Rules => [.. Stacks.SelectMany(stack => stack.Rules)];

    /// <summary>The pipe of intents.</summary>
    public SynthesizedPipe Pipe => Hub.Pipes.Single();

    /// <summary>What is synthesized.</summary>
    internal static PlatformSettings Settings { get; } = new(
        new(HubAccount, HubRegion, Deployment),
        [
            new(HubAccount, HubRegion, NetworkSettings.Created),
            new(HubAccount, "us-east-1", NetworkSettings.Existing("vpc-0aaa", [new("subnet-0aaa", "us-east-1a"), new("subnet-0bbb", "us-east-1b")])),
            new(OtherAccount, HubRegion, NetworkSettings.Created) { AlarmTopic = $"arn:aws:sns:{HubRegion}:{OtherAccount}:spoke-alarms" },
        ],
        [new(), new() { Ami = "/lab/images/solver", IamRole = "lab-instances", KeyPair = "lab", Hibernates = true, DiskGib = 100 }])
    {
        UserData = "#!/bin/sh\nexit 0\n",
        AlarmTopic = $"arn:aws:sns:{HubRegion}:{HubAccount}:alarms",
    };

    private static PlatformSettings Bounded { get; } = new(Settings.Hub, [Settings.Spokes[2]], [new()]) { PermissionsBoundary = "bound" };

    /// <summary>Synthesizes some settings.</summary>
    internal static IReadOnlyList<SynthesizedStack> Synthesize(PlatformSettings settings, string folder)
    {
        Cdk.Wait();
        try
        {
            return SynthesizeNow(settings, folder);
        }
        finally
        {
            Cdk.Release();
        }
    }

    private static IReadOnlyList<SynthesizedStack> SynthesizeNow(PlatformSettings settings, string folder)
    {
        var app = new App(new AppProps { Outdir = folder, AnalyticsReporting = false, Context = new Dictionary<string, object> { ["@aws-cdk/aws-iam:minimizePolicies"] = true } });
        Platform.AddTo(app, settings, Path.Join(Repository.Folder, "infra", "Placeholder"));
        app.Synth();
        return
        [
            Read(HubStack.NameOf(settings), settings.Hub.Account, settings.Hub.Region),
            .. settings.Spokes.Select(spoke => Read(SpokeStack.NameOf(settings, spoke), spoke.Account, spoke.Region)),
        ];

        SynthesizedStack Read(string name, string account, string region) =>
            new(name, account, region, JsonNode.Parse(File.ReadAllText(Path.Join(folder, $"{name}.template.json")))!.AsObject());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
