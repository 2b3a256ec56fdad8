using System.Text.Json;
using Muster.Fleet;

namespace Muster.Agent.Instances;

/// <summary>
/// EC2's instance metadata service, version 2: every question carries a token of this session.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
/// </summary>
/// <param name="address">Where the service is.</param>
public sealed class HttpInstanceMetadata(Uri address) : IInstanceMetadata, IDisposable
{
    /// <summary>The variable that names another address of the service, as for the AWS CLI.</summary>
    public const string AddressVariable = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

    /// <summary>Where the service is on every instance.</summary>
    public static Uri UsualAddress { get; } = new("http://169.254.169.254");

    private const string Tags = "meta-data/tags/instance";
    private readonly ImdsSession session = new(address);

    /// <summary>The service at the address that the environment names, else at its usual one.</summary>
    /// <exception cref="InstanceMetadataException">The variable holds no URL.</exception>
    public static HttpInstanceMetadata Of(Func<string, string?> environment) =>
        environment(AddressVariable) is not { Length: > 0 } text ? new(UsualAddress)
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp ? new(uri)
        : throw new InstanceMetadataException($"{AddressVariable} is '{text}'; it is a URL such as {UsualAddress}. Correct it, or unset it.");

    /// <inheritdoc />
    public async Task<InstanceIdentity> GetIdentityAsync(CancellationToken cancel = default)
    {
        const string Path = "dynamic/instance-identity/document";
        var text = await GetAsync(Path, cancel);
        var document = ObjectOf(Path, text);
        return new(
            TextOf(Path, document, "instanceId"), TextOf(Path, document, "accountId"), TextOf(Path, document, "region"), TextOf(Path, document, "availabilityZone"),
            TimeOf(document, "pendingTime") ?? throw Unreadable(Path, text));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> GetTagsAsync(CancellationToken cancel = default)
    {
        var list = await session.FindAsync(Tags, cancel) ?? throw new InstanceMetadataException(
            $"The metadata service at {address} shows no tags of this instance. Let it: aws ec2 modify-instance-metadata-options --instance-metadata-tags enabled");
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // One that was taken away meanwhile is not there.
            if (await session.FindAsync($"{Tags}/{Uri.EscapeDataString(key)}", cancel) is { } value)
                tags[key] = value;
        }

        return tags;
    }

    /// <inheritdoc />
    public async Task<SpotAction?> FindSpotActionAsync(CancellationToken cancel = default)
    {
        const string Path = "meta-data/spot/instance-action";
        if (await session.FindAsync(Path, cancel) is not { } text)
            return null;
        var json = ObjectOf(Path, text);
        return new(TextOf(Path, json, "action"), TimeOf(json, "time"));
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> FindRebalanceAsync(CancellationToken cancel = default)
    {
        const string Path = "meta-data/events/recommendations/rebalance";
        if (await session.FindAsync(Path, cancel) is not { } text)
            return null;
        return TimeOf(ObjectOf(Path, text), "noticeTime") ?? throw Unreadable(Path, text);
    }

    /// <inheritdoc />
    public void Dispose() => session.Dispose();

    private async Task<string> GetAsync(string path, CancellationToken cancel) => await session.FindAsync(path, cancel)
        ?? throw new InstanceMetadataException($"The metadata service at {address} has no {path}. Is this machine an EC2 instance?");

    private JsonElement ObjectOf(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Unreadable(path, text);
        }
        catch (JsonException error)
        {
            throw Unreadable(path, text, error);
        }
    }

    private string TextOf(string path, JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Unreadable(path, json.GetRawText());

    private static DateTimeOffset? TimeOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time.ToUniversalTime() : null;

    private InstanceMetadataException Unreadable(string path, string text, Exception? cause = null) =>
        new($"The metadata service at {address} answered {path} with '{(text.Length > 200 ? $"{text[..200]}…" : text)}', which cannot be read.", cause);
}
