using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Muster.Functions.Runtime;

/// <summary>
/// The Lambda Runtime API. Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes", 2026-11.
/// Events are parsed while they come, and answers are sent from where they were written: neither is ever a text.
/// </summary>
/// <param name="client">Waits for the next event as long as there is none.</param>
/// <param name="api">Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> names them.</param>
internal sealed class RuntimeApi(HttpClient client, string api)
{
    /// <summary>The variable that names host and port.</summary>
    public const string Variable = "AWS_LAMBDA_RUNTIME_API";

    private const string Version = "2018-06-01";

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="InvalidEventException">The event is no JSON; it names the request.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancel)
    {
        using var answer = await client.GetAsync(Address("runtime/invocation/next"), HttpCompletionOption.ResponseHeadersRead, cancel);
        await RequireAsync(answer, "the next event", cancel);
        var id = Header(answer, "Lambda-Runtime-Aws-Request-Id") ?? throw new RuntimeApiException("The runtime API gave an event without the header Lambda-Runtime-Aws-Request-Id.");
        var deadline = Header(answer, "Lambda-Runtime-Deadline-Ms") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidEventException(id, $"The header Lambda-Runtime-Deadline-Ms is '{Header(answer, "Lambda-Runtime-Deadline-Ms")}'; it is a number of milliseconds since 1970.");
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            return new(id, deadline, Header(answer, "Lambda-Runtime-Trace-Id"), await JsonDocument.ParseAsync(body, default, cancel));
        }
        catch (JsonException error)
        {
            throw new InvalidEventException(id, $"The event is no JSON: {error.Message}");
        }
    }

    /// <summary>Answers an event.</summary>
    public async Task RespondAsync(string requestId, ReadOnlyMemory<byte> json, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync(Address($"runtime/invocation/{requestId}/response"), content, cancel);
        await RequireAsync(answer, $"the answer to {requestId}", cancel);
    }

    /// <summary>Says that an event could not be dealt with.</summary>
    public Task FailAsync(string requestId, RuntimeError error, CancellationToken cancel) => SendErrorAsync($"runtime/invocation/{requestId}/error", error, cancel);

    /// <summary>Says that the function could not be started.</summary>
    public Task FailInitAsync(RuntimeError error, CancellationToken cancel) => SendErrorAsync("runtime/init/error", error, cancel);

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static async Task RequireAsync(HttpResponseMessage answer, string what, CancellationToken cancel)
    {
        if (!answer.IsSuccessStatusCode)
            throw new RuntimeApiException($"The runtime API did not take or give {what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    private async Task SendErrorAsync(string path, RuntimeError error, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(error.ToJson()) { Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = content, Headers = { { "Lambda-Runtime-Function-Error-Type", error.Type } } };
        using var answer = await client.SendAsync(request, cancel);
        await RequireAsync(answer, $"the error {error.Type}", cancel);
    }

    private Uri Address(string path) => new($"http://{api}/{Version}/{path}");
}

/// <summary>The runtime API did what it never does: the process cannot go on.</summary>
internal sealed class RuntimeApiException(string message) : Exception(message);

/// <summary>An event that cannot be read.</summary>
internal sealed class InvalidEventException(string requestId, string message) : Exception(message)
{
    /// <summary>Whose event.</summary>
    public string RequestId { get; } = requestId;
}
