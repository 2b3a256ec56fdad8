using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="PlatformAlarms"/> is made of.</summary>
/// <param name="Prefix">What all their names begin with.</param>
/// <param name="Topic">The ARN of who is told; null: nobody.</param>
internal sealed record PlatformAlarmsProps(string Prefix, string? Topic);

/// <summary>The alarms of a stack. Each has a section in <c>docs/runbooks.md</c>, under its name.</summary>
internal sealed class PlatformAlarms : Construct
{
    private readonly PlatformAlarmsProps props;
    private readonly List<Alarm> alarms = [];
    private readonly ITopic? topic;

    /// <summary>Makes a place for them.</summary>
    public PlatformAlarms(Construct scope, string id, PlatformAlarmsProps props) : base(scope, id)
    {
        this.props = props;
        topic = props.Topic is null ? null : Topic.FromTopicArn(this, "Topic", props.Topic);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<IAlarm> All => alarms;

    /// <summary>Adds one that is raised when something happened at all.</summary>
    /// <param name="name">Its name, which is also that of its section in the runbooks.</param>
    /// <param name="what">What happened, for people.</param>
    /// <param name="metric">How often it did.</param>
    public void When(string name, string what, IMetric metric) => Add(name, what, new AlarmProps
    {
        Metric = metric,
        Threshold = 1,
        EvaluationPeriods = 1,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    /// <summary>Adds one that is raised when something did not happen. Nothing to see counts as that: unknown is not well.</summary>
    public void Unless(string name, string what, IMetric metric, double periods) => Add(name, what, new AlarmProps
    {
        Metric = metric,
        Threshold = 1,
        EvaluationPeriods = periods,
        ComparisonOperator = ComparisonOperator.LESS_THAN_THRESHOLD,
        TreatMissingData = TreatMissingData.BREACHING,
    });

    /// <summary>Adds one that is raised when something happens again and again.</summary>
    public void Often(string name, string what, IMetric metric, double threshold, double periods) => Add(name, what, new AlarmProps
    {
        Metric = metric,
        Threshold = threshold,
        EvaluationPeriods = periods,
        DatapointsToAlarm = periods,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    private void Add(string name, string what, AlarmProps alarmProps)
    {
        alarmProps.AlarmName = $"{props.Prefix}-{name}";
        alarmProps.AlarmDescription = $"{what} What to do: docs/runbooks.md#{name}";
        var alarm = new Alarm(this, name, alarmProps);
        if (topic is not null)
            alarm.AddAlarmAction(new SnsAction(topic));
        alarms.Add(alarm);
    }
}
