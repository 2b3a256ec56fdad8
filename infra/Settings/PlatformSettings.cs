using Muster.Aws.Contracts;

namespace Muster.Infra.Settings;

/// <summary>What is deployed, and where; read from the context of <c>cdk.json</c> by <see cref="SettingsReader"/>.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Spokes">The spokes; the hub's own account and region is one only if it is named.</param>
/// <param name="Profiles">The launch profiles that every spoke has.</param>
internal sealed record PlatformSettings(HubSettings Hub, IReadOnlyList<SpokeSettings> Spokes, IReadOnlyList<ProfileSettings> Profiles)
{
    /// <summary>The folder with the published <c>bootstrap</c> of the functions; null: a placeholder, with which nothing may be deployed.</summary>
    public string? FunctionsFolder { get; init; }

    /// <summary>The file with what instances run at their start; null: they run nothing, and no agent comes.</summary>
    public string? UserDataFile { get; init; }

    /// <summary>The text of that file.</summary>
    public string? UserData { get; init; }

    /// <summary>The name of the policy that bounds every role; null: none.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>The ARN of an SNS topic in the hub's account and region that is told of its alarms; null: alarms are only shown.</summary>
    public string? AlarmTopic { get; init; }

    /// <summary>Whether CloudFormation refuses to delete the hub; default true. Whoever takes the platform down lifts it first.</summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>What roles that cross accounts ask for: not a secret, but what tells this deployment's agents from others'.</summary>
    public string ExternalId => new PlatformNames(Hub.Deployment).ExternalId(Hub.Account);

    /// <summary>The accounts of hub and spokes, each once, in order.</summary>
    public IReadOnlyList<string> Accounts => [.. Spokes.Select(spoke => spoke.Account).Append(Hub.Account).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>Where the hub is.</summary>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="Deployment">The deployment's name.</param>
internal sealed record HubSettings(string Account, string Region, string Deployment);

/// <summary>A spoke.</summary>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="Network">The network of its instances.</param>
internal sealed record SpokeSettings(string Account, string Region, NetworkSettings Network)
{
    /// <summary>The ARN of an SNS topic in the spoke's account and region that is told of its alarms; null: alarms are only shown.</summary>
    public string? AlarmTopic { get; init; }
}

/// <summary>A spoke's network: one that is there, or one to create.</summary>
internal sealed record NetworkSettings
{
    private NetworkSettings(string? vpc, IReadOnlyList<SubnetSettings> subnets) => (Vpc, Subnets) = (vpc, subnets);

    /// <summary>The network's id; null: one is created.</summary>
    public string? Vpc { get; }

    /// <summary>Its subnets; empty when one is created.</summary>
    public IReadOnlyList<SubnetSettings> Subnets { get; }

    /// <summary>A network is created, with a public subnet in each of two zones.</summary>
    public static NetworkSettings Created { get; } = new(null, []);

    /// <summary>A network that is there.</summary>
    public static NetworkSettings Existing(string vpc, IReadOnlyList<SubnetSettings> subnets) => new(vpc, subnets);
}

/// <summary>A subnet that is there.</summary>
/// <param name="Id">Its id, such as <c>subnet-0abc</c>.</param>
/// <param name="Zone">Its availability zone, such as <c>eu-west-1a</c>.</param>
internal sealed record SubnetSettings(string Id, string Zone);

/// <summary>What instances are made of.</summary>
internal sealed record ProfileSettings
{
    /// <summary>The image's architecture; there is an agent for <c>x86_64</c> only, which is the default.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>The image: an id, or a public parameter's path that begins with <c>/</c> and holds one in each region; null: Amazon Linux 2023.</summary>
    public string? Ami { get; init; }

    /// <summary>A role of each spoke's account for the instances; null: one is made, which may only become the deployment's agent.</summary>
    public string? IamRole { get; init; }

    /// <summary>A key pair of each spoke; null: none.</summary>
    public string? KeyPair { get; init; }

    /// <summary>Whether the instances can hibernate.</summary>
    public bool Hibernates { get; init; }

    /// <summary>What the image calls its root volume; default <c>/dev/xvda</c>, as Amazon's images do. Others often say <c>/dev/sda1</c>.</summary>
    public string RootDevice { get; init; } = "/dev/xvda";

    /// <summary>The root volume in GiB, 8 to 16384; default 30.</summary>
    public int DiskGib { get; init; } = 30;
}
