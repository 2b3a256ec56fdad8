using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Muster.Aws.Contracts;

namespace Muster.Infra.Settings;

/// <summary>Reads the context strictly. Nothing else in this project reads it, or the environment.</summary>
internal static partial class SettingsReader
{
    // Source: Amazon S3 user guide, "General purpose bucket naming rules", 2026-11.
    private const int LongestBucketName = 63;

    /// <summary>Reads the settings.</summary>
    /// <param name="context">The value of a key of the context, such as <c>muster.hub</c>; null: it has none.</param>
    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public static PlatformSettings Read(Func<string, JsonNode?> context)
    {
        var hub = ReadHub(At("muster.hub"));
        var spokes = At("muster.spokes").Items().Select(ReadSpoke).ToList();
        if (spokes.Count == 0)
            throw At("muster.spokes").Wrong("a list of at least one account and region where instances are launched");
        if (spokes.GroupBy(spoke => (spoke.Account, spoke.Region)).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            throw new SettingsException($"muster.spokes names {doubled.Key.Account} in {doubled.Key.Region} {doubled.Count()} times; a spoke is one account in one region. Put its subnets together.");
        IReadOnlyList<ProfileSettings> profiles = context("muster.profiles") is null ? [new()] : [.. At("muster.profiles").Items().Select(ReadProfile)];
        if (profiles.Count == 0)
            throw At("muster.profiles").Wrong("a list of at least one profile; without the key there is one of Amazon Linux 2023");
        return new(hub, spokes, profiles)
        {
            FunctionsFolder = At("muster.functions").TextOrNull(Anything(), "the folder with the published bootstrap"),
            UserDataFile = At("muster.userData").TextOrNull(Anything(), "the file with what instances run at their start"),
            PermissionsBoundary = At("muster.permissionsBoundary").TextOrNull(Name(), "the name of a policy"),
            AlarmTopic = ReadTopic(At("muster.alarmTopic")),
            IsProtected = At("muster.protected").TextOrNull(Protection(), "\"true\", or \"false\" to take the hub down; in quotes") is null or "true",
        };

        Reading At(string key) => new(key, context(key));
    }

    private static HubSettings ReadHub(Reading hub)
    {
        hub.Keys("account", "region", "deployment");
        HubSettings settings = new(ReadAccount(hub), ReadRegion(hub), hub.Member("deployment").Text(Deployment(), "1 to 32 lower-case letters, digits and hyphens, as in aws://REGION/NAME"));
        var bucket = BucketNames.Of(settings.Deployment, settings.Account, settings.Region);
        return bucket.Length <= LongestBucketName ? settings : throw hub.Member("deployment").Wrong($"{bucket.Length - LongestBucketName} characters shorter: the bucket would be called {bucket}, and such names have at most {LongestBucketName}");
    }

    private static SpokeSettings ReadSpoke(Reading spoke)
    {
        spoke.Keys("account", "region", "network", "subnets", "alarmTopic");
        return new(ReadAccount(spoke), ReadRegion(spoke), ReadNetwork(spoke)) { AlarmTopic = ReadTopic(spoke.Member("alarmTopic")) };
    }

    // "network" is "create", or the id of one whose subnets are listed.
    private static NetworkSettings ReadNetwork(Reading spoke)
    {
        var network = spoke.Member("network").Text(Network(), "\"create\", or the id of a network such as vpc-0abc, whose subnets are listed");
        var subnets = spoke.Member("subnets");
        if (network == "create")
            return subnets.Value is null ? NetworkSettings.Created : throw new SettingsException($"{subnets.Where} lists subnets, but {spoke.Where}.network is \"create\". Name their network instead, such as vpc-0abc, or remove them.");
        var list = subnets.Items().Select(ReadSubnet).ToList();
        return list.Count > 0 ? NetworkSettings.Existing(network, list) : throw subnets.Wrong("a list of at least one subnet of that network");
    }

    private static SubnetSettings ReadSubnet(Reading subnet)
    {
        subnet.Keys("id", "zone");
        return new(subnet.Member("id").Text(SubnetId(), "a subnet's id, such as subnet-0abc"), subnet.Member("zone").Text(Zone(), "its availability zone, such as eu-west-1a"));
    }

    private static ProfileSettings ReadProfile(Reading profile)
    {
        profile.Keys("architecture", "ami", "iamRole", "keyPair", "hibernates", "rootDevice", "diskGib");
        return new()
        {
            Architecture = profile.Member("architecture").TextOrNull(Architecture(), "x86_64; there is no agent for other architectures") ?? "x86_64",
            Ami = profile.Member("ami").TextOrNull(Image(), "an image's id such as ami-0abc, or the path of a public parameter such as /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
            IamRole = profile.Member("iamRole").TextOrNull(Name(), "the name of a role"),
            KeyPair = profile.Member("keyPair").TextOrNull(Anything(), "the name of a key pair"),
            Hibernates = profile.Member("hibernates").Flag(otherwise: false),
            RootDevice = profile.Member("rootDevice").TextOrNull(Device(), "what the image calls its root volume, such as /dev/xvda") ?? new ProfileSettings().RootDevice,
            DiskGib = profile.Member("diskGib").Number(8, 16384, otherwise: 30),
        };
    }

    private static string? ReadTopic(Reading topic) => topic.TextOrNull(Topic(), "the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:111122223333:alarms");

    private static string ReadAccount(Reading of) => of.Member("account").Text(Account(), "an account's 12 digits, in quotes");

    private static string ReadRegion(Reading of) => of.Member("region").Text(Region(), "a region such as eu-west-1");

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account();

    // The form of aws/Context/AwsAddress.
    [GeneratedRegex(@"^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deployment();

    [GeneratedRegex(@"^(create|vpc-[0-9a-f]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Network();

    [GeneratedRegex(@"^subnet-[0-9a-f]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubnetId();

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z0-9]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zone();

    [GeneratedRegex(@"^x86_64\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Architecture();

    [GeneratedRegex(@"^(ami-[0-9a-f]+|/[A-Za-z0-9_./-]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"^/dev/[a-z0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Device();

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@_-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Topic();

    // The CDK's option --context gives texts only.
    [GeneratedRegex(@"^(true|false)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Protection();

    [GeneratedRegex(@"^.+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anything();
}
