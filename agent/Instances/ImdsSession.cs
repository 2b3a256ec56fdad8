using System.Net;
using Muster.Fleet;

namespace Muster.Agent.Instances;

/// <summary>Questions to the metadata service, with a token that is asked for when there is none or the old one is over.</summary>
/// <param name="address">Where the service is.</param>
internal sealed class ImdsSession(Uri address) : IDisposable
{
    /// <summary>Longest life of a token. Source: Amazon EC2 user guide, "Use the Instance Metadata Service", 2026-11.</summary>
    private const string TokenSeconds = "21600";

    /// <summary>The service is on the machine itself: an answer that takes longer never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new(address, "/latest/"), Timeout = Patience };
    private string? token;

    /// <summary>What stands at a path; null: nothing.</summary>
    /// <exception cref="InstanceMetadataException">There is no answer.</exception>
    public async Task<string?> FindAsync(string path, CancellationToken cancel)
    {
        try
        {
            var known = token;
            using var first = await AskAsync(path, cancel);
            if (first.StatusCode != HttpStatusCode.Unauthorized || known is null)
                return await ReadAsync(path, first, cancel);
            token = null; // it is over
            using var second = await AskAsync(path, cancel);
            return await ReadAsync(path, second, cancel);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new InstanceMetadataException($"The metadata service at {address} did not answer ({path}): {error.Message.TrimEnd('.')}. Is this machine an EC2 instance?", error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancel)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, path);
        question.Headers.Add("X-aws-ec2-metadata-token", token ??= await TokenAsync(cancel));
        return await client.SendAsync(question, cancel);
    }

    private async Task<string> TokenAsync(CancellationToken cancel)
    {
        using var question = new HttpRequestMessage(HttpMethod.Put, "api/token");
        question.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", TokenSeconds);
        using var answer = await client.SendAsync(question, cancel);
        return await ReadAsync("api/token", answer, cancel) ?? throw new InstanceMetadataException($"The metadata service at {address} gives no token (api/token). Is this machine an EC2 instance?");
    }

    private async Task<string?> ReadAsync(string path, HttpResponseMessage answer, CancellationToken cancel) => answer switch
    {
        { StatusCode: HttpStatusCode.NotFound } => null,
        { IsSuccessStatusCode: true } => await answer.Content.ReadAsStringAsync(cancel),
        _ => throw new InstanceMetadataException($"The metadata service at {address} answered {path} with the status {(int)answer.StatusCode}."),
    };
}
