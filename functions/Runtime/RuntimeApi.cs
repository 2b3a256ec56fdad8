using System.Globalization;
using System.Text.Json;

namespace Muster.Functions.Runtime;

/// <summary>
/// The Lambda Runtime API. Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes", 2026-11.
/// Events are parsed as they came, and answers are sent from where they were written: neither is ever a text.
/// </summary>
/// <param name="address">Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> names them.</param>
internal sealed class RuntimeApi(string address) : IDisposable
{
    /// <summary>The variable that names host and port.</summary>
    public const string Variable = "AWS_LAMBDA_RUNTIME_API";

    private const string Path = "/2018-06-01/runtime";

    // The wait for the next event is ended by closing its connection, which must not take the answers with it.
    private readonly RuntimeConnection events = new(address);
    private readonly RuntimeConnection answers = new(address);

    /// <summary>Connects ahead of the first event.</summary>
    public void Prepare()
    {
        events.Prepare();
        answers.Prepare();
    }

    /// <summary>Waits for the next event, in the caller's thread.</summary>
    /// <exception cref="InvalidEventException">The event is no JSON; it names the request.</exception>
    public Invocation Next(CancellationToken cancel)
    {
        var answer = events.Send($"GET {Path}/invocation/next HTTP/1.1\r\n", default, cancel);
        Require(answer, "the next event");
        var id = answer.Header("Lambda-Runtime-Aws-Request-Id") ?? throw new RuntimeApiException("The runtime API gave an event without the header Lambda-Runtime-Aws-Request-Id.");
        var deadline = answer.Header("Lambda-Runtime-Deadline-Ms");
        if (!long.TryParse(deadline, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            throw new InvalidEventException(id, $"The header Lambda-Runtime-Deadline-Ms is '{deadline}'; it is a number of milliseconds since 1970.");
        try
        {
            return new(id, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), answer.Header("Lambda-Runtime-Trace-Id"), JsonDocument.Parse(answer.Body));
        }
        catch (JsonException error)
        {
            throw new InvalidEventException(id, $"The event is no JSON: {error.Message}");
        }
    }

    /// <summary>Answers an event.</summary>
    public void Respond(string requestId, ReadOnlyMemory<byte> json) =>
        Require(answers.Send($"POST {Path}/invocation/{requestId}/response HTTP/1.1\r\nContent-Type: application/json\r\n", json, CancellationToken.None), $"the answer to {requestId}");

    /// <summary>Says that an event could not be dealt with.</summary>
    public void Fail(string requestId, RuntimeError error) => SendError($"invocation/{requestId}/error", error);

    /// <summary>Says that the function could not be started.</summary>
    public void FailInit(RuntimeError error) => SendError("init/error", error);

    /// <inheritdoc />
    public void Dispose()
    {
        events.Dispose();
        answers.Dispose();
    }

    private static void Require(RuntimeAnswer answer, string what)
    {
        if (answer.Status is < 200 or > 299)
            throw new RuntimeApiException($"The runtime API did not take or give {what}: {answer.Status} {answer.Text}");
    }

    private void SendError(string path, RuntimeError error) => Require(
        answers.Send($"POST {Path}/{path} HTTP/1.1\r\nContent-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: {error.Type}\r\n", error.ToJson(), CancellationToken.None),
        $"the error {error.Type}");
}

/// <summary>The runtime API did what it never does: the process cannot go on.</summary>
internal sealed class RuntimeApiException(string message) : Exception(message);

/// <summary>An event that cannot be read.</summary>
internal sealed class InvalidEventException(string requestId, string message) : Exception(message)
{
    /// <summary>Whose event.</summary>
    public string RequestId { get; } = requestId;
}
