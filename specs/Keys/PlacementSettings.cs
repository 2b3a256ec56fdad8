using System.Text.RegularExpressions;
using Muster.Placement;

namespace Muster.Specs.Keys;

/// <summary>Where points run. These may stand in rows too.</summary>
internal static partial class PlacementSettings
{
    private const string RegionPattern = "[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}";

    /// <summary>The name of a region.</summary>
    public static ValueKind<string> RegionName => Kinds.Matching(Region(), "a region such as eu-west-1");

    public static IReadOnlyList<PlacementSetting> All { get; } =
    [
        Of(Kinds.Grammar("pattern", "a pattern of instance types, such as c5.*|m5.large or (c5|m5).(large|xlarge)", PatternProblem),
            (p, v) => p with { InstanceType = v },
            "instance_type", "any", "Instance types that will do: patterns with `*`, `|` and parentheses."),
        Of(RegionName, (p, v) => p with { Region = v },
            "region", "any", "The region."),
        Of(Kinds.Matching(Zone(), "an availability zone such as eu-west-1a"), (p, v) => p with { AvailabilityZone = v },
            "az", "any", "The availability zone; with `region`, one of that region's."),
        Of(Kinds.Matching(Image(), "the id of an image: ami- and 8 or 17 hexadecimal digits"), (p, v) => p with { Ami = v },
            "ami", "the platform's", "The machine image."),
        Of(Kinds.Matching(KeyPair(), "the name of a key pair: 1 to 255 printable ASCII characters, without spaces at its ends"), (p, v) => p with { KeyPair = v },
            "key_pair", "none", "The SSH key pair of the instance."),
        Of(Kinds.Matching(Role(), "the name of a role or instance profile (up to 64 letters, digits and + = , . @ _ -), or its ARN"), (p, v) => p with { IamRole = v },
            "iam_role", "the platform's", "The IAM role of the instance."),
        Of(Kinds.Boolean, (p, v) => p with { Spot = v },
            "spot", "false", "Whether spot capacity is asked for."),
        Of(Kinds.Number("a price in USD per hour, more than 0 and up to 100000, such as 0.05", NumberRange.Above(0, 100_000)), (p, v) => p with { SpotMaxPrice = v },
            "spot_max_price", "the on-demand price", "Highest spot price, in USD per hour."),
        Of(Kinds.Matching(Accelerator(), "an accelerator and how many, such as nvidia-t4:1 or a100:8"), (p, v) => p with { Accelerators = v },
            "accelerators", "none", "Accelerators that the instance must have."),
    ];

    private static PlacementSetting<T> Of<T>(ValueKind<T> kind, Func<PlacementSpec, T, PlacementSpec> into, string key, string @default, string meaning)
        where T : notnull =>
        new(kind, into) { Key = key, Default = @default, Meaning = meaning, ActsHere = false };

    private static string? PatternProblem(string text) => InstanceTypePattern.TryParse(text, out _, out var problem) ? null : problem;

    [GeneratedRegex($@"^{RegionPattern}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();

    // A zone of a region, a local zone (us-west-2-lax-1a), or a Wavelength zone (us-east-1-wl1-bos-wlz-1).
    [GeneratedRegex($@"^{RegionPattern}([a-z]|-[a-z]{{3}}-[0-9][a-z]|-wl[0-9]-[a-z]{{3}}-wlz-[0-9])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zone();

    [GeneratedRegex(@"^ami-([0-9a-f]{8}|[0-9a-f]{17})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"^[!-~]([ -~]{0,253}[!-~])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyPair();

    [GeneratedRegex(@"^([A-Za-z0-9+=,.@_-]{1,64}|arn:aws[a-z-]*:iam::[0-9]{12}:(role|instance-profile)/[A-Za-z0-9+=,.@_/-]{1,512})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*(:[1-9][0-9]?)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Accelerator();
}
