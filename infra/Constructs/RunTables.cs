using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="RunTables"/> is made of.</summary>
/// <param name="Schema">What the table has to be.</param>
internal sealed record RunTablesProps(TableSchema Schema);

/// <summary>The table of runs, chunks, hints, workers, grant books, spokes and instances. It outlives its stack.</summary>
internal sealed class RunTables : Construct
{
    /// <summary>What an agent may touch: the partitions of its own run, by the shapes of <see cref="RecordKeys"/>.</summary>
    private static readonly string[] s_ofRun = [$"run#{AgentSession.Run}", $"workers#{AgentSession.Run}", $"hints#{AgentSession.Run}#*", $"chunks#{AgentSession.Run}#*"];

    /// <summary>Makes it.</summary>
    public RunTables(Construct scope, string id, RunTablesProps props) : base(scope, id)
    {
        Records = new Table(this, "Records", StoreTable.Props(props.Schema));
        foreach (var index in props.Schema.Indexes)
            Records.AddGlobalSecondaryIndex(StoreTable.Index(index));
    }

    /// <summary>The table.</summary>
    public Table Records { get; }

    /// <summary>Lets functions read and write all records, by the calls that the store uses.</summary>
    public void GrantRecords(IGrantable grantee) => Records.Grant(grantee, StoreTable.Calls);

    /// <summary>Lets an agent read and write the records of the run that its session is for, and no others.</summary>
    public void GrantOwnRun(IGrantable agent) => StoreTable.GrantLeading(agent, Records, s_ofRun);
}

/// <summary>What both tables of a store have in common.</summary>
internal static class StoreTable
{
    /// <summary>The calls that the store makes; <c>docs/store.md</c> tells which access uses which.</summary>
    public static string[] Calls { get; } = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:UpdateItem"];

    /// <summary>The properties of a table.</summary>
    public static TableProps Props(TableSchema schema) => new()
    {
        TableName = schema.Name,
        PartitionKey = Text(Attributes.Partition),
        SortKey = Text(Attributes.Sort),
        BillingMode = BillingMode.PAY_PER_REQUEST,
        Encryption = TableEncryption.AWS_MANAGED,
        PointInTimeRecovery = true,
        DeletionProtection = true,
        TimeToLiveAttribute = Attributes.Expires,
        Stream = schema.HasStream ? StreamViewType.NEW_IMAGE : null,
        RemovalPolicy = RemovalPolicy.RETAIN,
    };

    /// <summary>The properties of an index.</summary>
    public static GlobalSecondaryIndexProps Index(IndexSchema index) => new()
    {
        IndexName = index.Name,
        PartitionKey = Text(index.Partition),
        SortKey = Text(index.Sort),
        ProjectionType = index.Copied.Count == 0 ? ProjectionType.KEYS_ONLY : ProjectionType.INCLUDE,
        NonKeyAttributes = index.Copied.Count == 0 ? null : [.. index.Copied],
    };

    /// <summary>Lets somebody use the store's calls on partitions of certain forms only; not on indexes, whose partitions are others.</summary>
    public static void GrantLeading(IGrantable grantee, ITable table, string[] partitions) => grantee.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps
    {
        Actions = Calls,
        Resources = [table.TableArn],
        Conditions = new Dictionary<string, object>
        {
            ["ForAllValues:StringLike"] = new Dictionary<string, object> { ["dynamodb:LeadingKeys"] = partitions },
        },
    }));

    private static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
