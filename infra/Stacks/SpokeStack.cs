using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Constructs;
using Muster.Infra.Machines;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>A spoke: one account and region where instances are launched. It knows the hub by name only.</summary>
internal sealed class SpokeStack : Stack
{
    /// <summary>Makes it.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="settings">What is deployed.</param>
    /// <param name="spoke">Which spoke it is.</param>
    public SpokeStack(Construct scope, PlatformSettings settings, SpokeSettings spoke) : base(scope, NameOf(settings, spoke), Props(settings, spoke))
    {
        var (names, hub) = (new PlatformNames(settings.Hub.Deployment), settings.Hub);
        var place = new SpokePlace(hub.Deployment, spoke.Account, spoke.Region);
        var network = new SpokeNetwork(this, "Network", new(spoke.Region, spoke.Network));
        var profiles = MakeProfiles(settings, spoke, network);
        var bus = new SpokeBus(this, "SpokeBus", new(names.SpokeBus, [.. new[] { hub.Account, spoke.Account }.Distinct()]));
        var letters = new DeadLetterQueue(this, "DeadLetters", new($"muster-{hub.Deployment}-spoke-dead-letters", new(spoke.Account, spoke.Region)));
        var launch = new LaunchStateMachine(this, "Launch", new(Machine(names.LaunchMachine), network, profiles, InstanceRoles.Of(settings, spoke)));
        var catalogue = new CatalogueStateMachine(this, "Catalogue", new(Machine(names.CatalogueMachine), network, profiles));
        var orders = new Dictionary<string, PlatformMachine>
        {
            [PlatformEvents.Launch] = launch,
            [PlatformEvents.List] = new ListStateMachine(this, "List", Machine(names.ListMachine)),
            [PlatformEvents.Act] = new ActStateMachine(this, "Act", Machine(names.ActMachine)),
            [PlatformEvents.Check] = new CheckStateMachine(this, "Check", Machine(names.CheckMachine)),
        };
        _ = new SpokeRoutes(this, "Routes", new(place, bus.Bus, new Arns(hub.Account, hub.Region).Bus(names.HubBus), orders, catalogue, letters.ForRules));
        var watched = orders.ToDictionary(order => order.Key.ToLowerInvariant(), order => order.Value);
        watched["catalogue"] = catalogue;
        _ = new SpokeWatch(this, "Watch", new($"muster-{hub.Deployment}-spoke", watched, catalogue, letters, spoke.AlarmTopic));
        StackTags.Add(this, settings, "spoke");

        SpokeMachineProps Machine(string name) => new(name, place, bus.Bus);
    }

    /// <summary>The stack's name.</summary>
    public static string NameOf(PlatformSettings settings, SpokeSettings spoke) => new PlatformNames(settings.Hub.Deployment).SpokeStack(spoke.Account, spoke.Region);

    private List<LaunchProfile> MakeProfiles(PlatformSettings settings, SpokeSettings spoke, SpokeNetwork network)
    {
        var (names, hub) = (new PlatformNames(settings.Hub.Deployment), settings.Hub);
        var own = settings.Profiles.Any(profile => profile.IamRole is null)
            ? new InstanceRole(this, "InstanceRole", new(names.InstanceRole(spoke.Region), names.AgentRoleArn(hub.Account), Arns.Objects(BucketNames.Of(hub.Deployment, hub.Account, hub.Region), BucketNames.Agents)))
            : null;
        return [.. settings.Profiles.Select((profile, index) => new LaunchProfile(this, $"Profile{index}", new(
            hub.Deployment,
            profile,
            profile.IamRole is { } role ? ProfileOf(role, index) : own!.Profile.AttrArn,
            network.SecurityGroup.AttrGroupId,
            spoke.Network.Vpc ?? "created",
            settings.UserData)))];
    }

    private string ProfileOf(string role, int index) => new CfnInstanceProfile(this, $"InstanceProfile{index}", new CfnInstanceProfileProps { Roles = [role] }).AttrArn;

    private static StackProps Props(PlatformSettings settings, SpokeSettings spoke) => new()
    {
        Env = new Amazon.CDK.Environment { Account = spoke.Account, Region = spoke.Region },
        Description = $"A spoke of Muster's deployment {settings.Hub.Deployment}",
        AnalyticsReporting = false,
    };
}
