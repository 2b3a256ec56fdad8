using System.Text.RegularExpressions;

namespace Muster.Offers;

/// <summary>What EC2's texts tell, where its code did not come with them. Seen in public logs and in the EC2 and Auto Scaling guides, 2026-11.</summary>
internal static partial class LaunchMessages
{
    private static readonly (string Part, string Code)[] s_known =
    [
        ("Request limit exceeded", "RequestLimitExceeded"),
        ("has been throttled", "RequestLimitExceeded"),
        ("Rate exceeded", "Throttling"),
        ("Arguments on this idempotent request are inconsistent", "IdempotentParameterMismatch"),
        ("We currently do not have sufficient", "InsufficientInstanceCapacity"),
        ("There is no Spot capacity available", "InsufficientInstanceCapacity"),
        ("Insufficient capacity", "InsufficientInstanceCapacity"),
        ("There is not enough capacity", "InsufficientInstanceCapacity"),
        ("Max spot instance count exceeded", "MaxSpotInstanceCountExceeded"),
        ("lower than the minimum required Spot request fulfillment price", "SpotMaxPriceTooLow"),
        ("Unable to fulfill capacity", "UnfulfillableCapacity"),
        ("You have requested more vCPU capacity", "VcpuLimitExceeded"),
        ("You have requested more instances", "InstanceLimitExceeded"),
        ("Your quota allows for", "InstanceLimitExceeded"),
        ("enough free addresses", "InsufficientFreeAddressesInSubnet"),
        ("fleet count exceeded", "MaxFleetCountExceeded"),
        ("Capacity Reservation does not", "ReservationCapacityExceeded"),
        ("not supported in your requested Availability Zone", "Unsupported"),
        ("requested configuration is currently not supported", "Unsupported"),
        ("An internal error has occurred", "InternalError"),
        ("An unexpected error occurred", "InternalError"),
        ("The service is unavailable", "Unavailable"),
    ];

    /// <summary>The code that a text goes with; null: it is not known.</summary>
    public static string? CodeOf(string message) =>
        Array.Find(s_known, known => message.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Code;

    /// <summary>The instance type that a text names; null: none.</summary>
    public static string? TypeIn(string message) => Type().Match(message) is { Success: true } match ? match.Groups["type"].Value : null;

    /// <summary>The zone that a text says it is about; null: none. What it proposes instead comes later.</summary>
    public static string? ZoneIn(string message) => Zone().Match(message) is { Success: true } match ? match.Groups["zone"].Value : null;

    [GeneratedRegex(@"(sufficient |instance type \()(?<type>[a-z][a-z0-9-]*\.[a-z0-9-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"Availability Zone( you requested)? \((?<zone>[a-z0-9-]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Zone();
}
