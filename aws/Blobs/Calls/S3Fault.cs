using System.Net;
using System.Xml;
using Amazon.Runtime;

namespace Muster.Aws.Blobs.Calls;

/// <summary>What a call's error means: that it may pass, or what is wrong.</summary>
internal static class S3Fault
{
    // Bytes that changed on their way (BadDigest and its kin) are sent once more like those that were lost.
    private static readonly HashSet<string> s_passing =
    [
        "BadDigest", "BandwidthLimitExceeded", "IncompleteBody", "InternalError", "OperationAborted", "RequestTimeout", "RequestTimeoutException",
        "ServiceUnavailable", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException", "XAmzContentChecksumMismatch",
        "XAmzContentSHA256Mismatch",
    ];

    private static readonly HashSet<string> s_ofCredentials =
    [
        "ExpiredToken", "InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch", "TokenRefreshRequired", "UnrecognizedClientException",
    ];

    /// <summary>Whether the same call may succeed later: S3 was not reached, did not answer, was busy or broke off.</summary>
    public static bool MayPass(Exception? error) => error switch
    {
        AmazonServiceException service => (int)service.StatusCode is 0 or 429 or >= 500 || s_passing.Contains(service.ErrorCode ?? "") || MayPass(service.InnerException),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        // Half an answer.
        XmlException => true,
        AmazonClientException client => MayPass(client.InnerException),
        _ => false,
    };

    /// <summary>Whether S3 says that there is no object; a HEAD says it of a missing bucket, too.</summary>
    public static bool IsNoObject(AmazonServiceException error) =>
        error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    /// <summary>Whether S3 says that a range starts after the object's end.</summary>
    public static bool IsPastEnd(AmazonServiceException error) => error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <summary>Whether S3 says that the object is another one by now.</summary>
    public static bool IsReplaced(AmazonServiceException error) => error.StatusCode == HttpStatusCode.PreconditionFailed;

    /// <summary>Whether S3 says that there is no such upload: it was completed or aborted.</summary>
    public static bool IsNoUpload(AmazonServiceException error) => error.ErrorCode == "NoSuchUpload";

    /// <summary>What was seen, in a few words.</summary>
    public static string Told(Exception error) => error switch
    {
        AmazonServiceException service when (int)service.StatusCode != 0 => $"S3 answered {(int)service.StatusCode} {Sentence(InWords(service))}",
        OperationCanceledException => "S3 did not answer in time.",
        _ => Sentence(error.Message),
    };

    /// <summary>What to do about an error that will not pass.</summary>
    public static string Advice(Exception error, S3Call call, S3BlobPlace place) => error switch
    {
        AmazonServiceException service when IsNoBucket(service, call) => "Check the bucket's name, or create it.",
        AmazonServiceException { ErrorCode: "NoSuchUpload" } => "Somebody aborted the upload meanwhile. Check that no lifecycle rule aborts uploads within hours, then try again.",
        AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } => "Set this machine's clock.",
        AmazonServiceException service when s_ofCredentials.Contains(service.ErrorCode ?? "") => "Sign in again, or check the AWS credentials.",
        AmazonServiceException service when IsElsewhere(service) => $"The bucket is not in {place.Region}. Correct the region.",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => $"Grant {call.Rights}, or take credentials that have it.",
        AmazonServiceException => "See S3's list of error codes for its meaning.",
        _ => "Check the AWS credentials and the region.",
    };

    // An answer to a HEAD has no words; the SDK makes up some.
    private static string InWords(AmazonServiceException error) =>
        error.Message.StartsWith("Error making request", StringComparison.Ordinal) ? error.ErrorCode : $"{error.ErrorCode}: {error.Message}";

    private static bool IsNoBucket(AmazonServiceException error, S3Call call) =>
        error.ErrorCode == "NoSuchBucket" || (call == S3Call.HeadBucket && error.StatusCode == HttpStatusCode.NotFound);

    private static bool IsElsewhere(AmazonServiceException error) =>
        error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect
        || error.ErrorCode is "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "PermanentRedirect";

    private static string Sentence(string text) => text is [.., '.'] ? text : text + ".";
}
