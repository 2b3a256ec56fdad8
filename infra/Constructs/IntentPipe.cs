using System.Text.Json.Nodes;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Pipes;
using Constructs;
using Muster.Aws.Contracts;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="IntentPipe"/> is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Intents">Where wishes come from.</param>
/// <param name="Machine">What is started with each.</param>
/// <param name="DeadLetters">Where wishes go that nothing could be started with.</param>
internal sealed record IntentPipeProps(string Name, IntentTable Intents, IntentStateMachine Machine, DeadLetterQueue DeadLetters);

/// <summary>
/// The pipe from the intents' table to the machine that begins what is wished. It takes inserts with the attribute <c>k</c> only: a wish that is
/// written again, or removed, begins nothing. Each execution has one wish.
/// </summary>
internal sealed class IntentPipe : Construct
{
    // What the machine calls it, which attribute has it, and of which type that is.
    private static readonly (string Name, string Attribute, string Type)[] s_fields =
    [
        ("kind", Attributes.Wish, "S"),
        ("run", Attributes.Run, "S"),
        ("queue", Attributes.Queue, "BOOL"),
        ("generation", Attributes.Generation, "N"),
        ("check", Attributes.Check, "S"),
        ("account", Attributes.Account, "S"),
        ("region", Attributes.Region, "S"),
        ("instance", Attributes.Instance, "S"),
        ("act", Attributes.Act, "S"),
        ("why", Attributes.Why, "S"),
    ];

    /// <summary>What it takes.</summary>
    public static string Filter { get; } = new JsonObject
    {
        ["eventName"] = new JsonArray("INSERT"),
        ["dynamodb"] = new JsonObject
        {
            ["NewImage"] = new JsonObject { [Attributes.Wish] = new JsonObject { ["S"] = new JsonArray(Attributes.StartWish, Attributes.CheckWish, Attributes.MachineWish) } },
        },
    }.ToJsonString();

    /// <summary>What of a wish reaches the machine. Everything is a text; what a wish does not have is empty.</summary>
    public static string Template { get; } = $"{{{string.Join(',', s_fields.Select(field => $"\"{field.Name}\":\"<$.dynamodb.NewImage.{field.Attribute}.{field.Type}>\""))}}}";

    /// <summary>Makes it.</summary>
    public IntentPipe(Construct scope, string id, IntentPipeProps props) : base(scope, id)
    {
        var role = new Role(this, "Role", new RoleProps { AssumedBy = new ServicePrincipal("pipes.amazonaws.com") });
        props.Intents.GrantStream(role);
        props.Machine.GrantStart(role);
        props.DeadLetters.Queue.GrantSendMessages(role);
        var pipe = new CfnPipe(this, "Pipe", new CfnPipeProps
        {
            Name = props.Name,
            Description = "Begins what clients and agents wish.",
            RoleArn = role.RoleArn,
            Source = props.Intents.Intents.TableStreamArn!,
            SourceParameters = Source(props),
            Target = props.Machine.Machine.StateMachineArn,
            TargetParameters = new CfnPipe.PipeTargetParametersProperty
            {
                InputTemplate = Template,
                StepFunctionStateMachineParameters = new CfnPipe.PipeTargetStateMachineParametersProperty { InvocationType = "FIRE_AND_FORGET" },
            },
        });
        // The service looks whether the role may read the stream when the pipe is made.
        pipe.Node.AddDependency(role);
    }

    // From the stream's beginning: what was wished before the pipe was there counts. After an hour the schedule has begun the run anyway.
    private static CfnPipe.PipeSourceParametersProperty Source(IntentPipeProps props) => new()
    {
        FilterCriteria = new CfnPipe.FilterCriteriaProperty { Filters = new[] { new CfnPipe.FilterProperty { Pattern = Filter } } },
        DynamoDbStreamParameters = new CfnPipe.PipeSourceDynamoDBStreamParametersProperty
        {
            StartingPosition = "TRIM_HORIZON",
            BatchSize = 1,
            MaximumRetryAttempts = 10,
            MaximumRecordAgeInSeconds = 3600,
            DeadLetterConfig = new CfnPipe.DeadLetterConfigProperty { Arn = props.DeadLetters.Queue.QueueArn },
        },
    };
}
