using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Settings;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="MusterFunction"/> is made of.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Handler">Which handler of the binary it is: one of <see cref="PlatformHandlers"/>.</param>
/// <param name="Code">The published binary.</param>
/// <param name="DeadLetters">Where events go that it could not handle.</param>
internal sealed record MusterFunctionProps(string Name, string Handler, Code Code, IQueue DeadLetters)
{
    /// <summary>The store, as the binary reads it.</summary>
    public required IDictionary<string, string> Environment { get; init; }

    /// <summary>Memory in MiB, 128 to 10240, which sets its share of a processor, too; default 512.</summary>
    public double MemoryMib { get; init; } = 512;

    /// <summary>How long it may take; default 60 s, below what machines wait for it.</summary>
    public Duration Timeout { get; init; } = Duration.Seconds(60);
}

/// <summary>A handler of the one function binary. Its role may write its own log, and what it is granted.</summary>
internal sealed class MusterFunction : Construct
{
    /// <summary>Makes it.</summary>
    public MusterFunction(Construct scope, string id, MusterFunctionProps props) : base(scope, id)
    {
        var log = new LogGroup(this, "Log", new LogGroupProps { LogGroupName = $"/aws/lambda/{props.Name}", Retention = RetentionDays.ONE_MONTH, RemovalPolicy = RemovalPolicy.DESTROY });
        // Not the managed policy for functions: it may write to every log of the account.
        var role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") });
        log.GrantWrite(role);
        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = props.Name,
            Runtime = Runtime.PROVIDED_AL2023,
            Architecture = Architecture.X86_64,
            Handler = FunctionsFolder.Binary,
            Code = props.Code,
            Role = role,
            LogGroup = log,
            MemorySize = props.MemoryMib,
            Timeout = props.Timeout,
            Environment = new Dictionary<string, string>(props.Environment) { [PlatformHandlers.Variable] = props.Handler },
            // Of events that come over a bus; machines wait for its answer, and try again themselves.
            MaxEventAge = Duration.Hours(2),
            RetryAttempts = 2,
            OnFailure = new SqsDestination(props.DeadLetters),
        });
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>Whose rights it has.</summary>
    public IGrantable Grantee => Function;

    /// <summary>How often it was throttled.</summary>
    public IMetric Throttles(Duration period) => Function.MetricThrottles(new MetricOptions { Period = period, Statistic = "Sum" });

    /// <summary>How often it failed.</summary>
    public IMetric Errors(Duration period) => Function.MetricErrors(new MetricOptions { Period = period, Statistic = "Sum" });
}
