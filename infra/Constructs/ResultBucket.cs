using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Muster.Aws.Contracts;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="ResultBucket"/> is made of.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="InstanceRoles">Patterns of the ARNs of the roles of instances, which fetch the agent before they can be one.</param>
internal sealed record ResultBucketProps(string Name, IReadOnlyList<string> InstanceRoles);

/// <summary>The bucket of specs, rows, results, logs and agent packages. It outlives its stack; what is deleted can be brought back for a week.</summary>
internal sealed class ResultBucket : Construct
{
    private static readonly string[] s_objects = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"];

    /// <summary>Makes it.</summary>
    public ResultBucket(Construct scope, string id, ResultBucketProps props) : base(scope, id)
    {
        Bucket = Make(props.Name);
        Bucket.AddToResourcePolicy(new(new PolicyStatementProps
        {
            Principals = [.. Arns.AccountsOf(props.InstanceRoles).Select(account => new AccountPrincipal(account))],
            Actions = ["s3:GetObject"],
            Resources = [Bucket.ArnForObjects($"{BucketNames.Agents}*")],
            Conditions = new Dictionary<string, object> { ["ArnLike"] = new Dictionary<string, object> { ["aws:PrincipalArn"] = props.InstanceRoles.ToArray() } },
        }));
    }

    private Bucket Make(string name) => new(this, "Results", new BucketProps
    {
        BucketName = name,
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
            // Pages of a catalogue that is being read; the next reading has its own.
            new LifecycleRule { Id = "pages-of-catalogues", Prefix = "platform/pages/", Expiration = Duration.Days(2) },
        ],
        RemovalPolicy = RemovalPolicy.RETAIN,
    });

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>Lets a function read the specs of runs.</summary>
    public void GrantSpecs(IGrantable grantee) => Allow(grantee, ["s3:GetObject"], Bucket.ArnForObjects("runs/*"));

    /// <summary>Lets a function read what fleets were asked for.</summary>
    public void GrantReadFleets(IGrantable grantee)
    {
        Allow(grantee, ["s3:GetObject"], Bucket.ArnForObjects("platform/fleets/*"));
        AllowList(grantee, "platform/fleets/*");
    }

    /// <summary>Lets a function keep what fleets are asked for, and read it again.</summary>
    public void GrantFleets(IGrantable grantee)
    {
        Allow(grantee, s_objects, Bucket.ArnForObjects("platform/fleets/*"));
        AllowList(grantee, "platform/fleets/*");
    }

    /// <summary>Lets a function read catalogues.</summary>
    public void GrantReadCatalogue(IGrantable grantee)
    {
        Allow(grantee, ["s3:GetObject"], Bucket.ArnForObjects("platform/catalogue/*"));
        AllowList(grantee, "platform/catalogue/*");
    }

    /// <summary>Lets a function put catalogues together from their pages.</summary>
    public void GrantCatalogue(IGrantable grantee)
    {
        Allow(grantee, s_objects, Bucket.ArnForObjects("platform/catalogue/*"));
        Allow(grantee, [.. s_objects, "s3:DeleteObject"], Bucket.ArnForObjects("platform/pages/*"));
        AllowList(grantee, "platform/pages/*");
    }

    /// <summary>Lets an agent read and write the blobs of the run that its session is for, and read what agents are made of.</summary>
    public void GrantOwnRun(IGrantable agent)
    {
        Allow(agent, [.. s_objects, "s3:DeleteObject"], Bucket.ArnForObjects($"runs/{AgentSession.Run}/*"));
        Allow(agent, ["s3:GetObject"], Bucket.ArnForObjects("workdirs/*"));
        AllowList(agent, $"runs/{AgentSession.Run}/*");
    }

    // A get of what is not there asks for the same right, without a prefix: had it none, the answer would be "forbidden" and not "not there".
    private void AllowList(IGrantable grantee, string prefix) => grantee.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps
    {
        Actions = ["s3:ListBucket"],
        Resources = [Bucket.BucketArn],
        Conditions = new Dictionary<string, object> { ["StringLikeIfExists"] = new Dictionary<string, object> { ["s3:prefix"] = prefix } },
    }));

    private static void Allow(IGrantable grantee, string[] actions, params string[] resources) =>
        grantee.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps { Actions = actions, Resources = resources }));
}
