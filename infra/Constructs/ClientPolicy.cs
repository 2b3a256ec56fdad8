using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="ClientPolicy"/> is made of.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Tables">The records.</param>
/// <param name="Intents">The intents.</param>
/// <param name="Bucket">The blobs.</param>
internal sealed record ClientPolicyProps(string Name, RunTables Tables, IntentTable Intents, ResultBucket Bucket);

/// <summary>
/// A policy for people and programs that submit runs, to be attached to their roles: they write wishes and read state. It holds no right on
/// machines, buses, functions or EC2, and the deletion of runs, which clients do themselves.
/// </summary>
internal sealed class ClientPolicy : Construct
{
    /// <summary>Makes it.</summary>
    public ClientPolicy(Construct scope, string id, ClientPolicyProps props) : base(scope, id)
    {
        string[] tables = [props.Tables.Records.TableArn, props.Intents.Intents.TableArn];
        Policy = new ManagedPolicy(this, "Policy", new ManagedPolicyProps
        {
            ManagedPolicyName = props.Name,
            Description = "Submits, watches, cancels and deletes runs of Muster.",
            Statements =
            [
                Allow([.. StoreTable.Calls, "dynamodb:BatchWriteItem", "dynamodb:DeleteItem"], [.. tables, $"{props.Tables.Records.TableArn}/index/*"]),
                Allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], props.Bucket.Bucket.ArnForObjects("runs/*"), props.Bucket.Bucket.ArnForObjects("workdirs/*")),
                Allow(["s3:GetObject"], props.Bucket.Bucket.ArnForObjects("platform/catalogue/*")),
                Allow(["s3:ListBucket", "s3:ListBucketMultipartUploads"], props.Bucket.Bucket.BucketArn),
            ],
        });
    }

    /// <summary>The policy.</summary>
    public ManagedPolicy Policy { get; }

    private static PolicyStatement Allow(string[] actions, params string[] resources) => new(new PolicyStatementProps { Actions = actions, Resources = resources });
}
