using Muster.Testing.Platform.Machines;

namespace Muster.Testing.Platform.Ec2;

/// <summary>
/// EC2's errors as they are seen by a state machine: one name for all, and a cause that has EC2's message, but <b>not</b> its code:
/// so the SDK for Java writes them, by which Step Functions calls services. The codes are seen only in <c>Errors[]</c> of a fleet.
/// Sources: Amazon EC2 API reference, "Error codes"; causes as they stand in public reports, 2026-11.
/// </summary>
public static class Ec2Errors
{
    /// <summary>The name of all of them.</summary>
    public const string Name = "Ec2.Ec2Exception";

    private static readonly Dictionary<string, (int Status, string Message)> s_known = new(StringComparer.Ordinal)
    {
        ["InsufficientInstanceCapacity"] = (500, "We currently do not have sufficient {0} capacity in the Availability Zone you requested ({1}). Our system will be working on provisioning additional capacity."),
        ["MaxSpotInstanceCountExceeded"] = (400, "Max spot instance count exceeded"),
        ["SpotMaxPriceTooLow"] = (400, "Your Spot request price of 0.001 is lower than the minimum required Spot request fulfillment price of 0.0312."),
        ["UnfulfillableCapacity"] = (400, "Unable to fulfill capacity due to your request configuration. Please adjust your request and try again."),
        ["VcpuLimitExceeded"] = (400, "You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit."),
        ["InstanceLimitExceeded"] = (400, "You have requested more instances (1) than your current instance limit of 0 allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit."),
        ["InsufficientFreeAddressesInSubnet"] = (400, "There are not enough free addresses in subnet '{1}' to satisfy the requested number of instances."),
        ["MaxFleetCountExceeded"] = (400, "Maximum fleet count exceeded."),
        ["ReservationCapacityExceeded"] = (400, "The requested reservation does not have sufficient compatible and available capacity for this request."),
        ["Unsupported"] = (400, "Your requested instance type ({0}) is not supported in your requested Availability Zone ({1}). Please retry your request by not specifying an Availability Zone."),
        ["RequestLimitExceeded"] = (503, "Request limit exceeded."),
        ["IdempotentParameterMismatch"] = (400, "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."),
        ["UnauthorizedOperation"] = (403, "You are not authorized to perform this operation."),
        ["InternalError"] = (500, "An internal error has occurred"),
        ["InvalidInstanceID.NotFound"] = (400, "The instance ID '{0}' does not exist"),
        ["InvalidSubnetID.NotFound"] = (400, "The subnet ID '{0}' does not exist"),
        ["InvalidLaunchTemplateName.NotFoundException"] = (400, "The specified launch template, with template name {0}, does not exist."),
        ["InvalidParameterValue"] = (400, "{0}"),
        ["UnsupportedHibernationConfiguration"] = (400, "Instance {0} is not configured for hibernation."),
        ["InvalidAction"] = (400, "The action {0} is not valid for this web service."),
    };

    /// <summary>The codes that can be told.</summary>
    public static IEnumerable<string> Codes => s_known.Keys;

    /// <summary>The message of a code.</summary>
    public static string Message(string code, params string[] words) => string.Format(s_known[code].Message, [.. words, "", ""]);

    /// <summary>The error of a call.</summary>
    public static TaskFailedException Of(string code, params string[] words) =>
        new(Name, $"{Message(code, words)} (Service: Ec2, Status Code: {s_known[code].Status}, Request ID: 8d4c2b1e-0f3a-4c55-9a10-5b2f3f4a6c7d) (SDK Attempt Count: 1)");
}
