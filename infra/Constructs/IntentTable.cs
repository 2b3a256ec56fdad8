using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="IntentTable"/> is made of.</summary>
/// <param name="Schema">What the table has to be.</param>
internal sealed record IntentTableProps(TableSchema Schema);

/// <summary>The table of intents: the only one with a stream, so that renewals and outcomes never stream. It outlives its stack.</summary>
internal sealed class IntentTable : Construct
{
    /// <summary>Makes it.</summary>
    public IntentTable(Construct scope, string id, IntentTableProps props) : base(scope, id) => Intents = new Table(this, "Intents", StoreTable.Props(props.Schema));

    /// <summary>The table.</summary>
    public Table Intents { get; }

    /// <summary>Lets functions read and write all intents.</summary>
    public void GrantIntents(IGrantable grantee) => Intents.Grant(grantee, StoreTable.Calls);

    /// <summary>Lets an agent read and write the intents of the run that its session is for, and wish something for machines; whose they are, the spoke's tags decide.</summary>
    public void GrantOwnRun(IGrantable agent) => StoreTable.GrantLeading(agent, Intents, [AgentSession.Run, "machine#*"]);

    /// <summary>Lets a pipe read the stream.</summary>
    public void GrantStream(IGrantable pipe) => pipe.GrantPrincipal.AddToPrincipalPolicy(new(new PolicyStatementProps
    {
        Actions = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
        Resources = [Intents.TableStreamArn!],
    }));
}
