using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using Muster.Infra.Machines;

namespace Muster.Infra.Constructs;

/// <summary>
/// A state machine from a definition. Its executions are kept for 90 days with all that went in and out, so it writes no log: that
/// would need rights on every log of the account.
/// </summary>
internal abstract class PlatformMachine : Construct
{
    /// <summary>Makes it.</summary>
    /// <param name="scope">What it is part of.</param>
    /// <param name="id">Its id there.</param>
    /// <param name="name">Its name.</param>
    /// <param name="definition">What it does.</param>
    protected PlatformMachine(Construct scope, string id, string name, Definition definition) : base(scope, id)
    {
        var role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("states.amazonaws.com") });
        Machine = new StateMachine(this, "Machine", new StateMachineProps
        {
            StateMachineName = name,
            StateMachineType = StateMachineType.STANDARD,
            DefinitionBody = DefinitionBody.FromString(definition.ToJson()),
            Role = role,
        });
    }

    /// <summary>The machine.</summary>
    public StateMachine Machine { get; }

    /// <summary>How many executions failed.</summary>
    public IMetric Failures(Duration period) => Machine.MetricFailed(new MetricOptions { Period = period, Statistic = "Sum" });

    /// <summary>How many executions succeeded.</summary>
    public IMetric Successes(Duration period) => Machine.MetricSucceeded(new MetricOptions { Period = period, Statistic = "Sum" });

    /// <summary>Lets somebody start executions.</summary>
    public void GrantStart(IGrantable grantee) => Machine.GrantStartExecution(grantee);

    /// <summary>Lets it call functions.</summary>
    protected void MayInvoke(params IFunction[] functions) => May("lambda:InvokeFunction", [.. functions.Select(function => function.FunctionArn)]);

    /// <summary>Lets it put events on a bus.</summary>
    protected void MayTell(IEventBus bus) => May("events:PutEvents", bus.EventBusArn);

    /// <summary>Lets it do something.</summary>
    protected void May(string action, params string[] resources) => May(new PolicyStatementProps { Actions = [action], Resources = resources });

    /// <summary>Lets it do something under conditions.</summary>
    protected void May(PolicyStatementProps statement) => Machine.AddToRolePolicy(new PolicyStatement(statement));
}
