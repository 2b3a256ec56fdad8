using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="ResultBucket"/> is made of.</summary>
/// <param name="Name">The bucket's name.</param>
internal sealed record ResultBucketProps(string Name);

/// <summary>The bucket of specs, rows, results, logs and agent packages. It outlives its stack; what is deleted can be brought back for a week.</summary>
internal sealed class ResultBucket : Construct
{
    private static readonly string[] s_objects = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"];

    /// <summary>Makes it.</summary>
    public ResultBucket(Construct scope, string id, ResultBucketProps props) : base(scope, id) => Bucket = new Bucket(this, "Results", new BucketProps
    {
        BucketName = props.Name,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        Encryption = BucketEncryption.S3_MANAGED,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        Versioned = true,
        LifecycleRules =
        [
            new LifecycleRule { Id = "unfinished-uploads", AbortIncompleteMultipartUploadAfter = Duration.Days(7) },
            new LifecycleRule { Id = "deleted-and-replaced", NoncurrentVersionExpiration = Duration.Days(7), ExpiredObjectDeleteMarker = true },
        ],
        RemovalPolicy = RemovalPolicy.RETAIN,
    });

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>Lets functions read and write blobs.</summary>
    public void GrantBlobs(IGrantable grantee)
    {
        Allow(grantee, s_objects, Bucket.ArnForObjects("*"));
        Allow(grantee, ["s3:ListBucket"], Bucket.BucketArn);
    }

    /// <summary>Lets an agent read and write the blobs of the run that its session is for, and read what agents are made of.</summary>
    public void GrantOwnRun(IGrantable agent)
    {
        Allow(agent, [.. s_objects, "s3:DeleteObject"], Bucket.ArnForObjects($"runs/{AgentSession.Run}/*"));
        Allow(agent, ["s3:GetObject"], Bucket.ArnForObjects("agents/*"), Bucket.ArnForObjects("workdirs/*"));
        agent.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps
        {
            Actions = ["s3:ListBucket"],
            Resources = [Bucket.BucketArn],
            Conditions = new Dictionary<string, object> { ["StringLike"] = new Dictionary<string, object> { ["s3:prefix"] = $"runs/{AgentSession.Run}/*" } },
        }));
    }

    private static void Allow(IGrantable grantee, string[] actions, params string[] resources) =>
        grantee.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps { Actions = actions, Resources = resources }));
}
