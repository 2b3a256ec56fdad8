namespace Muster.Testing.Platform.Ec2;

/// <summary>What can be launched at a place.</summary>
/// <param name="Subnets">Subnets, each with its zone.</param>
/// <param name="Types">Instance types.</param>
public sealed record Ec2Catalogue(IReadOnlyDictionary<string, string> Subnets, IReadOnlyList<FakeType> Types)
{
    /// <summary>Three types in two subnets.</summary>
    public static Ec2Catalogue Small { get; } = Of("eu-central-1");

    /// <summary>Three types in two subnets of a region.</summary>
    public static Ec2Catalogue Of(string region) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["subnet-0a"] = $"{region}a", ["subnet-0b"] = $"{region}b" },
        [
            new("c6i.large", 2, 4096, "x86_64", 0.04m),
            new("m6i.large", 2, 8192, "x86_64", 0.05m),
            new("m6g.large", 2, 8192, "arm64", 0.03m),
        ]);
}

/// <summary>An instance type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vcpus">Its virtual CPUs.</param>
/// <param name="MemoryMiB">Its memory in MiB.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="SpotUsdPerHour">Its spot price in USD per hour.</param>
public sealed record FakeType(string Name, int Vcpus, int MemoryMiB, string Architecture, decimal SpotUsdPerHour);
