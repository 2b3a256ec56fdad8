using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>What is tried again, and how often. All waits are jittered, so that many executions do not come back at once.</summary>
internal static class Retries
{
    /// <summary>
    /// Of functions: what the service could not do is tried for about a minute (the errors that AWS names for it: Step Functions developer guide,
    /// "Handle transient Lambda service exceptions", 2026-11); a function that died or was too slow, twice. All handlers bear being called again.
    /// </summary>
    public static JsonArray OfFunctions() =>
    [
        Retry(["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"], attempts: 6, mostSeconds: 20),
        Retry(["States.Timeout", "States.TaskFailed"], attempts: 2, mostSeconds: 5),
    ];

    /// <summary>Of calls that may be made twice: reads, and events, whose receivers bear doubles.</summary>
    public static JsonArray OfCalls() => [Retry(["States.ALL"], attempts: 5, mostSeconds: 15)];

    /// <summary>Of starting executions under a name: what was started before is not started again, and says so by <see cref="StartedBefore"/>.</summary>
    public static JsonArray OfStarts() => [Retry(["Sfn.SfnException", "Sfn.SdkClientException", "Sfn.ExecutionLimitExceededException", "States.Timeout"], attempts: 5, mostSeconds: 15)];

    /// <summary>The error of a start whose name was used before.</summary>
    public const string StartedBefore = "Sfn.ExecutionAlreadyExistsException";

    private static JsonObject Retry(string[] errors, int attempts, int mostSeconds) => new()
    {
        ["ErrorEquals"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]),
        ["IntervalSeconds"] = 1,
        ["MaxAttempts"] = attempts,
        ["BackoffRate"] = 2,
        ["MaxDelaySeconds"] = mostSeconds,
        ["JitterStrategy"] = "FULL",
    };
}
