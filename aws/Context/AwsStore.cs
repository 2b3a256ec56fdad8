using Amazon;
using Amazon.DynamoDBv2;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.Runtime;
using Muster.Aws.Blobs;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Fleet;
using Muster.Stores;

namespace Muster.Aws.Context;

/// <summary>A store on AWS, opened: its records and its blobs. Nothing is asked of AWS before it is used.</summary>
public sealed class AwsStore : IDisposable
{
    /// <summary>The variable that names the bucket of the blobs, for servers of one's own; else the name follows from deployment, account and region.</summary>
    public const string BucketVariable = "MUSTER_BUCKET";

    private readonly AmazonDynamoDBClient dynamo;
    private readonly S3Clients s3;
    private readonly LazyBlobStore blobs;

    private AwsStore(AwsAddress address, AmazonDynamoDBClient dynamo, S3Clients s3, LazyBlobStore blobs, DynamoOptions options)
    {
        (this.dynamo, this.s3, this.blobs) = (dynamo, s3, blobs);
        Records = new DynamoRunStore(dynamo, new(address.Deployment), address.ToString(), options);
        Fleet = new DynamoFleetStore(dynamo, new(address.Deployment), address.ToString(), options);
    }

    /// <summary>The records.</summary>
    public IRunStore Records { get; }

    /// <summary>The records of its platform, if one is deployed.</summary>
    public IFleetStore Fleet { get; }

    /// <summary>The blobs.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>Opens a store.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="options">How the records behave.</param>
    /// <exception cref="AwsProblemException">There are no credentials.</exception>
    public static AwsStore Open(AwsAddress address, Func<string, string?> environment, DynamoOptions options)
    {
        var credentials = AwsCredentials.Find(address);
        if (address.Role is { } role)
            credentials = new RoleCredentials(credentials, role, config => Configure(config, address, EndpointOf("STS", address, environment)));
        var records = new AmazonDynamoDBClient(credentials, Configure(new AmazonDynamoDBConfig { Timeout = TimeSpan.FromSeconds(10) }, address, EndpointOf("DYNAMODB", address, environment)));
        var buckets = new S3Clients(credentials, EndpointOf("S3", address, environment));
        var bytes = new LazyBlobStore(async cancel =>
        {
            var bucket = environment(BucketVariable) is { Length: > 0 } named ? named : BucketNames.Of(address.Deployment, await AccountAsync(credentials, address, environment, cancel), address.Region);
            return new S3BlobStore(buckets.In(address.Region), new(address.Region, bucket), options.Time, options.Chance);
        });
        return new(address, records, buckets, bytes, options);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        blobs.Dispose();
        s3.Dispose();
        dynamo.Dispose();
    }

    /// <summary>The endpoint that was given, else that of the service or of all, by the variables that the AWS CLI knows.</summary>
    private static Uri? EndpointOf(string service, AwsAddress address, Func<string, string?> environment)
    {
        if (address.Endpoint is not null)
            return address.Endpoint;
        foreach (var variable in (string[])[$"AWS_ENDPOINT_URL_{service}", "AWS_ENDPOINT_URL"])
        {
            if (environment(variable) is { Length: > 0 } text)
                return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new AwsProblemException($"{variable} is '{text}'; it is a URL such as http://127.0.0.1:8000. Correct it, or unset it.");
        }

        return null;
    }

    private static T Configure<T>(T config, AwsAddress address, Uri? endpoint)
        where T : ClientConfig
    {
        config.MaxErrorRetry = 0; // DynamoCalls knows what may be repeated
        if (endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(address.Region);
        else
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.AbsoluteUri, address.Region);
        return config;
    }

    private static async Task<string> AccountAsync(AWSCredentials credentials, AwsAddress address, Func<string, string?> environment, CancellationToken cancel)
    {
        using var sts = new AmazonSecurityTokenServiceClient(credentials, Configure(new AmazonSecurityTokenServiceConfig(), address, EndpointOf("STS", address, environment)));
        try
        {
            return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancel)).Account;
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new AwsProblemException($"STS did not tell the account of these credentials (GetCallerIdentity for the store {address}): {error.Message.TrimEnd('.')}. Sign in again, or choose others by --profile or AWS_PROFILE.", error);
        }
    }
}
