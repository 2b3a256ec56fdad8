using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="DeadLetterQueue"/> is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arns">The ARNs of its account and region.</param>
internal sealed record DeadLetterQueueProps(string Name, Arns Arns);

/// <summary>Where events stay for 14 days, the longest there is, when nobody could take them.</summary>
internal sealed class DeadLetterQueue : Construct
{
    /// <summary>Makes it.</summary>
    public DeadLetterQueue(Construct scope, string id, DeadLetterQueueProps props) : base(scope, id)
    {
        Queue = new Queue(this, "Queue", new QueueProps
        {
            QueueName = props.Name,
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        // One statement for all rules of the account and region: a queue's policy has room for 20, and there may be more spokes (Amazon SQS quotas, 2026-11).
        Queue.AddToResourcePolicy(new(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [Queue.QueueArn],
            Conditions = new Dictionary<string, object> { ["ArnLike"] = new Dictionary<string, object> { ["aws:SourceArn"] = props.Arns.Rules } },
        }));
        ForRules = global::Amazon.CDK.AWS.SQS.Queue.FromQueueArn(this, "ForRules", Queue.QueueArn);
    }

    /// <summary>The queue, as rules refer to it.</summary>
    public IQueue ForRules { get; }

    /// <summary>The queue.</summary>
    public Queue Queue { get; }

    /// <summary>How many events are in it.</summary>
    public IMetric Letters(Duration period) => Queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Period = period, Statistic = "Maximum" });
}
