using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Muster.Aws.Blobs;

/// <summary>
/// A client of S3 for each region, made when it is first asked for. They do not retry, because the stores do; and they send the
/// checksums that the stores give them, and none of their own.
/// </summary>
public sealed class S3Clients : IDisposable
{
    // A part must be sent within it; a completion is answered with headers at once.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_connecting = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> clients = new();
    private readonly AWSCredentials? credentials;
    private readonly Uri? endpoint;

    /// <summary>Clients with some credentials.</summary>
    /// <param name="credentials">Null: those that the AWS SDK finds (environment, profile, instance role).</param>
    /// <param name="endpoint">Where S3 is; buckets are then in the path. Null: the region's own endpoint.</param>
    public S3Clients(AWSCredentials? credentials = null, Uri? endpoint = null) => (this.credentials, this.endpoint) = (credentials, endpoint);

    /// <summary>The client of a region.</summary>
    /// <param name="region">Such as <c>eu-central-1</c>.</param>
    public IAmazonS3 In(string region) => clients.GetOrAdd(region, name => new(() => Make(name))).Value;

    /// <summary>Disposes of all clients; their calls fail from then on.</summary>
    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    private AmazonS3Client Make(string region)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            Timeout = s_patience,
            ConnectTimeout = s_connecting,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        else
            (config.ServiceURL, config.AuthenticationRegion, config.ForcePathStyle) = (endpoint.AbsoluteUri, region, true);
        return credentials is null ? new(config) : new(credentials, config);
    }
}
