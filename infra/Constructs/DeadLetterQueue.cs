using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="DeadLetterQueue"/> is made of.</summary>
/// <param name="Name">Its name.</param>
internal sealed record DeadLetterQueueProps(string Name);

/// <summary>Where events stay for 14 days, the longest there is, when nobody could take them.</summary>
internal sealed class DeadLetterQueue : Construct
{
    /// <summary>Makes it.</summary>
    public DeadLetterQueue(Construct scope, string id, DeadLetterQueueProps props) : base(scope, id) => Queue = new Queue(this, "Queue", new QueueProps
    {
        QueueName = props.Name,
        Encryption = QueueEncryption.SQS_MANAGED,
        EnforceSSL = true,
        RetentionPeriod = Duration.Days(14),
    });

    /// <summary>The queue.</summary>
    public Queue Queue { get; }

    /// <summary>How many events are in it.</summary>
    public IMetric Letters(Duration period) => Queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Period = period, Statistic = "Maximum" });
}
