using System.Net;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>What an error of the SDK means: whether the call may have happened, whether to ask again, and what people are told.</summary>
internal static class DynamoErrors
{
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
    private static readonly HashSet<string> s_throttled = new(StringComparer.Ordinal)
    {
        "ProvisionedThroughputExceededException", "ThrottlingException", "Throttling", "RequestLimitExceeded", "TransactionInProgressException",
    };

    private static readonly HashSet<string> s_credentials = new(StringComparer.Ordinal)
    {
        "UnrecognizedClientException", "InvalidSignatureException", "IncompleteSignatureException", "MissingAuthenticationTokenException",
        "ExpiredTokenException", "ExpiredToken", "InvalidClientTokenId", "IncompleteSignature", "MissingAuthenticationToken",
    };

    /// <summary>Whether the server refused the call before doing anything, because there was too much to do.</summary>
    public static bool IsThrottled(Exception error) => error is AmazonServiceException { ErrorCode: { } code } && s_throttled.Contains(code);

    /// <summary>Whether nobody knows if the call happened: no answer, half an answer, or the server's own failure.</summary>
    public static bool IsDoubtful(Exception error) => error switch
    {
        AmazonServiceException service when IsThrottled(service) => false,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => true,
        // Without a status there was no answer; with a good one, its body could not be read. Nor could that of an error which names none.
        AmazonServiceException { StatusCode: default(HttpStatusCode) or HttpStatusCode.OK } or AmazonUnmarshallingException => true,
        AmazonServiceException { ErrorCode: null or "" } => true,
        AmazonServiceException => false,
        AmazonClientException => !IsCredentials(error),
        HttpRequestException or IOException or TimeoutException or System.Text.Json.JsonException => true,
        // The SDK's own limit of time; a caller's cancellation is told apart by its token.
        OperationCanceledException => true,
        _ => false,
    };

    /// <summary>The error as the port tells it.</summary>
    /// <param name="call">The call, such as <c>PutItem</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="place">The store, for people: <c>aws://REGION/NAME</c>.</param>
    /// <param name="error">What the SDK threw.</param>
    public static Exception Tell(string call, string table, string place, Exception error) => error switch
    {
        ResourceNotFoundException => new AwsProblemException(
            $"The store {place} has no table {table} ({call}). Check the region and the name, or deploy the store there first.", error),
        _ when IsCredentials(error) => new AwsProblemException(
            $"AWS does not accept the credentials for the store {place} ({call} on {table}): {Text(error)}. Sign in again, or choose others by --profile or AWS_PROFILE.", error),
        AmazonServiceException { ErrorCode: "AccessDeniedException" or "AccessDenied" } => new AwsProblemException(
            $"These credentials may not do {call} on {table} of the store {place}: {Text(error)}. Ask for that right, or choose others by --profile or AWS_PROFILE.", error),
        ItemCollectionSizeLimitExceededException => new AwsProblemException($"{call} on {table} of the store {place} was refused: {Text(error)}.", error),
        AmazonServiceException { ErrorCode: "ValidationException" } when error.Message.Contains("Item size", StringComparison.Ordinal) => new AwsProblemException(
            $"A record is larger than the 400 KB that DynamoDB takes ({call} on {table} of the store {place}). Retry fewer points at once, or in ranges that hang together.", error),
        _ when IsThrottled(error) || IsDoubtful(error) => new StoreUnavailableException(
            $"The store {place} did not answer ({call} on {table}): {Text(error)}. It is tried again.", error),
        _ => new AwsProblemException($"{call} on {table} of the store {place} failed: {Text(error)}.", error),
    };

    private static bool IsCredentials(Exception error) => error switch
    {
        AmazonServiceException { ErrorCode: { } code } => s_credentials.Contains(code),
        AmazonClientException client => client.Message.Contains("credential", StringComparison.OrdinalIgnoreCase) || client.Message.Contains("SSO", StringComparison.Ordinal),
        _ => false,
    };

    private static string Text(Exception error) => (error.InnerException is { } inner && error is AmazonClientException ? inner.Message : error.Message)
        .ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
