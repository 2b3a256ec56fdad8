using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Muster.Fleet;
using Muster.Tests.Aws.Context;

namespace Muster.Tests.Servers;

/// <summary>
/// As much of EC2's instance metadata service on loopback as agents ask for, only in its second version: without a token that holds it answers nothing. It is written from the
/// service's documentation, so it shows what we understood of it.
/// </summary>
internal sealed class ImdsStandIn : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, string> answers = new(StringComparer.Ordinal);
    private volatile string? token;
    private int tokens;

    /// <summary>The service of a machine.</summary>
    public ImdsStandIn(InstanceIdentity identity)
    {
        Address = new($"http://127.0.0.1:{OneAnswer.FreePort()}");
        listener.Prefixes.Add($"{Address}");
        listener.Start();
        this["dynamic/instance-identity/document"] =
            $$"""{"accountId":"{{identity.Account}}","availabilityZone":"{{identity.Zone}}","instanceId":"{{identity.Id}}","pendingTime":"{{Iso(identity.LaunchedAt)}}","region":"{{identity.Region}}","version":"2017-09-30"}""";
        ShowTags();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>How many tokens were asked for.</summary>
    public int Tokens => tokens;

    /// <summary>What stands at a path; null: nothing.</summary>
    public string? this[string path]
    {
        set
        {
            if (value is null)
                answers.TryRemove(path, out _);
            else
                answers[path] = value;
        }
    }

    /// <summary>Gives the machine tags.</summary>
    public void ShowTags(params ReadOnlySpan<(string Key, string Value)> tags)
    {
        foreach (var (key, value) in tags)
            answers[$"meta-data/tags/instance/{key}"] = value;
        var keys = answers.Keys.Where(path => path.StartsWith("meta-data/tags/instance/", StringComparison.Ordinal)).Select(path => path["meta-data/tags/instance/".Length..]);
        answers["meta-data/tags/instance"] = string.Join('\n', keys);
    }

    /// <summary>Says that the machine is taken back; null: not any more.</summary>
    public void Say(SpotAction? action, DateTimeOffset? rebalance)
    {
        this["meta-data/spot/instance-action"] = action is null ? null : $$"""{"action": "{{action.Action}}", "time": "{{Iso(action.At!.Value)}}"}""";
        this["meta-data/events/recommendations/rebalance"] = rebalance is { } since ? $$"""{"noticeTime": "{{Iso(since)}}"}""" : null;
    }

    /// <summary>The token that was given does not hold any more.</summary>
    public void Expire() => token = null;

    public void Dispose() => listener.Close();

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                Answer(await listener.GetContextAsync());
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
        var (status, text) = (context.Request.HttpMethod, path) switch
        {
            ("PUT", "/latest/api/token") when context.Request.Headers["X-aws-ec2-metadata-token-ttl-seconds"] is { Length: > 0 } => (200, token = $"token-{Interlocked.Increment(ref tokens)}"),
            ("PUT", _) => (400, ""),
            _ when token is null || context.Request.Headers["X-aws-ec2-metadata-token"] != token => (401, ""),
            _ => answers.TryGetValue(path["/latest/".Length..], out var found) ? (200, found) : (404, ""),
        };
        context.Response.StatusCode = status;
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
