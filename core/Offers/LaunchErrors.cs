using System.Text.RegularExpressions;

namespace Muster.Offers;

/// <summary>
/// Reads EC2's errors of launches from both ways they come: as a failed call, which Step Functions names <c>Ec2.Ec2Exception</c> and whose cause
/// is the text of the AWS SDK for Java, and as <c>Errors[]</c> of an instant fleet that was created all the same.
/// <para>
/// The SDK's text is <c>MESSAGE (Service: Ec2, Status Code: 500, Request ID: …)</c>, as a rule without EC2's code, so that messages tell codes too
/// (<see cref="LaunchMessages"/>). Source of codes: Amazon EC2 API reference, Error codes, 2026-11.
/// </para>
/// </summary>
public static partial class LaunchErrors
{
    /// <summary>The codes that mean that an offer has no capacity, or none for this account.</summary>
    public static IReadOnlySet<string> Capacity { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "InsufficientInstanceCapacity", "MaxSpotInstanceCountExceeded", "SpotMaxPriceTooLow", "UnfulfillableCapacity", "VcpuLimitExceeded",
        "InstanceLimitExceeded", "InsufficientFreeAddressesInSubnet", "MaxFleetCountExceeded", "ReservationCapacityExceeded", "Unsupported",
    };

    private static readonly HashSet<string> s_throttled = new(StringComparer.Ordinal)
    {
        "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "EC2ThrottledException", "TooManyRequestsException", "SlowDown", "BandwidthLimitExceeded", "PriorRequestNotComplete",
    };

    /// <summary>Codes, and names of errors that Step Functions gives, after which nobody knows what came of the call.</summary>
    private static readonly HashSet<string> s_noAnswer = new(StringComparer.Ordinal)
    {
        "InternalError", "InternalFailure", "InternalServerError", "Unavailable", "ServiceUnavailable", "RequestExpired",
        "SdkClientException", "ApiCallTimeoutException", "ApiCallAttemptTimeoutException", "AbortedException", "Timeout", "HeartbeatTimeout",
    };

    /// <summary>The error of a call that failed.</summary>
    /// <param name="error">Its name, as Step Functions has it: <c>Ec2.Ec2Exception</c>, <c>States.Timeout</c>.</param>
    /// <param name="cause">Its cause; null: none was given.</param>
    public static LaunchError OfFailure(string error, string? cause)
    {
        var text = cause ?? "";
        var suffix = Suffix().Match(text);
        var message = (suffix.Success ? text[..suffix.Index] : text).Trim();
        var status = Number(Status().Match(text));
        var code = Group(CodeInText().Match(text)) ?? Group(CodeBefore().Match(message)) ?? LaunchMessages.CodeOf(message) ?? Named(error, status);
        return About(code, message);
    }

    /// <summary>An error of an instant fleet.</summary>
    /// <param name="code">Its <c>ErrorCode</c>; null: none was given.</param>
    /// <param name="message">Its <c>ErrorMessage</c>; null: none was given.</param>
    public static LaunchError OfFleet(string? code, string? message) =>
        About(string.IsNullOrWhiteSpace(code) ? LaunchMessages.CodeOf(message ?? "") ?? "UnknownError" : code.Trim(), message?.Trim() ?? "");

    private static LaunchError About(string code, string message)
    {
        var bare = code.StartsWith("Client.", StringComparison.Ordinal) || code.StartsWith("Server.", StringComparison.Ordinal) ? code[7..] : code;
        // A fleet says InvalidFleetConfiguration of a type that a zone has not, where a single launch says Unsupported.
        var known = bare == "InvalidFleetConfiguration" ? LaunchMessages.CodeOf(message) ?? bare : bare;
        return new(KindOf(known), known, message) { InstanceType = LaunchMessages.TypeIn(message), Zone = LaunchMessages.ZoneIn(message) };
    }

    private static LaunchErrorKind KindOf(string code) =>
        Capacity.Contains(code) ? LaunchErrorKind.Capacity
        : s_throttled.Contains(code) ? LaunchErrorKind.Throttled
        : code == "IdempotentParameterMismatch" ? LaunchErrorKind.AlreadyAsked
        : s_noAnswer.Contains(code) ? LaunchErrorKind.NoAnswer
        : LaunchErrorKind.Other;

    /// <summary>What to call an error whose text has no code and is not known: a server's fault leaves open what came of the call.</summary>
    private static string Named(string error, int? status) =>
        status >= 500 ? "InternalError" : error.LastIndexOf('.') is >= 0 and var dot ? error[(dot + 1)..] : error;

    private static string? Group(Match match) => match.Success ? match.Groups["code"].Value : null;

    private static int? Number(Match match) => match.Success ? int.Parse(match.Groups["code"].Value) : null;

    [GeneratedRegex(@"\s*\((Service|SDK Attempt Count): ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"Status Code: (?<code>[0-9]{3})\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"Error Code: (?<code>[A-Za-z0-9.]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeInText();

    [GeneratedRegex(@"^(?<code>(Client\.|Server\.)?[A-Z][A-Za-z0-9]{5,}(\.[A-Z][A-Za-z0-9]+)*): ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeBefore();
}
