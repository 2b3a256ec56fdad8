using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Templates;

/// <summary>
/// Resolves what a CloudFormation template says by functions (<c>Ref</c>, <c>Fn::GetAtt</c>, <c>Fn::Join</c>, …) to what it would be once it is deployed:
/// names where they are given, else names made of the stack's and the resource's.
/// </summary>
/// <param name="stack">The stack's name.</param>
/// <param name="template">The template.</param>
/// <param name="account">Where it is deployed.</param>
/// <param name="region">Where it is deployed.</param>
public sealed class TemplateResolver(string stack, JsonObject template, string account, string region)
{
    /// <summary>What other stacks export, by the export's name; throws when there is none.</summary>
    public Func<string, JsonNode> Import { get; init; } = static name => throw new InvalidOperationException($"No stack exports {name}.");

    /// <summary>Resolves a value.</summary>
    public JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } call when Evaluate(call.First()) is { } result => result,
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Resolve)]),
        _ => value?.DeepClone(),
    };

    /// <summary>Resolves a value that is a text.</summary>
    public string Text(JsonNode? value) => Resolve(value) switch
    {
        JsonValue text => text.ToString(),
        var other => throw new InvalidOperationException($"{other?.ToJsonString() ?? "null"} is no text, in {value?.ToJsonString()}."),
    };

    /// <summary>The ARN of a resource of the template.</summary>
    public string ArnOf(string logicalId)
    {
        var type = TypeOf(logicalId);
        var name = NameOf(logicalId);
        return type switch
        {
            "AWS::Events::EventBus" => $"arn:aws:events:{region}:{account}:event-bus/{name}",
            "AWS::Events::Rule" => $"arn:aws:events:{region}:{account}:rule/{name}",
            "AWS::StepFunctions::StateMachine" => $"arn:aws:states:{region}:{account}:stateMachine:{name}",
            "AWS::Lambda::Function" => $"arn:aws:lambda:{region}:{account}:function:{name}",
            "AWS::DynamoDB::Table" or "AWS::DynamoDB::GlobalTable" => $"arn:aws:dynamodb:{region}:{account}:table/{name}",
            "AWS::SQS::Queue" => $"arn:aws:sqs:{region}:{account}:{name}",
            "AWS::SNS::Topic" => $"arn:aws:sns:{region}:{account}:{name}",
            "AWS::S3::Bucket" => $"arn:aws:s3:::{name}",
            "AWS::IAM::Role" => $"arn:aws:iam::{account}:role/{name}",
            "AWS::IAM::InstanceProfile" => $"arn:aws:iam::{account}:instance-profile/{name}",
            _ => $"arn:aws:{type.Split("::")[1].ToLowerInvariant()}:{region}:{account}:{name}",
        };
    }

    /// <summary>The name of a resource: the one that it is given, else one made of the stack's name and its own.</summary>
    public string NameOf(string logicalId)
    {
        var properties = Properties(logicalId);
        var given = TypeOf(logicalId) switch
        {
            "AWS::StepFunctions::StateMachine" => properties?["StateMachineName"],
            "AWS::Lambda::Function" => properties?["FunctionName"],
            "AWS::DynamoDB::Table" => properties?["TableName"],
            "AWS::SQS::Queue" => properties?["QueueName"],
            "AWS::SNS::Topic" => properties?["TopicName"],
            "AWS::S3::Bucket" => properties?["BucketName"],
            "AWS::IAM::Role" => properties?["RoleName"],
            "AWS::EC2::LaunchTemplate" => properties?["LaunchTemplateName"],
            "AWS::Events::EventBus" or "AWS::Events::Rule" or "AWS::Pipes::Pipe" => properties?["Name"],
            _ => null,
        };
        return given is null ? $"{stack}-{logicalId}" : Text(given);
    }

    /// <summary>The properties of a resource; null: it has none.</summary>
    public JsonObject? Properties(string logicalId) => Resource(logicalId)["Properties"]?.AsObject();

    /// <summary>The resources of a type, by their logical ids.</summary>
    public IEnumerable<string> Of(string type) =>
        template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] == type).Select(resource => resource.Key);

    /// <summary>What the template exports, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Exports() =>
        (template["Outputs"]?.AsObject() ?? []).Select(output => output.Value!).Where(output => output["Export"] is not null)
            .Select(output => KeyValuePair.Create(Text(output["Export"]!["Name"]), output["Value"]));

    private JsonNode Resource(string logicalId) =>
        template["Resources"]![logicalId] ?? throw new InvalidOperationException($"The stack {stack} has no resource {logicalId}.");

    private string TypeOf(string logicalId) => (string)Resource(logicalId)["Type"]!;

    private JsonNode? Evaluate(KeyValuePair<string, JsonNode?> call) => call.Key switch
    {
        "Ref" => Reference((string)call.Value!),
        "Fn::GetAtt" => Attribute(call.Value!),
        "Fn::Join" => string.Join((string)call.Value![0]!, Resolve(call.Value[1])!.AsArray().Select(part => part!.ToString())),
        "Fn::Sub" => Substitute(call.Value!),
        "Fn::Select" => Resolve(Resolve(call.Value![1])!.AsArray()[int.Parse(Text(call.Value[0]))]),
        "Fn::Split" => new JsonArray([.. Text(call.Value![1]).Split((string)call.Value[0]!).Select(part => JsonValue.Create(part))]),
        "Fn::GetAZs" => new JsonArray([.. "abc".Select(zone => JsonValue.Create($"{region}{zone}"))]),
        "Fn::Base64" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Text(call.Value))),
        "Fn::ImportValue" => Import(Text(call.Value)).DeepClone(),
        _ => null,
    };

    private JsonNode? Reference(string name) => name switch
    {
        "AWS::AccountId" => account,
        "AWS::Region" => region,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackName" => stack,
        "AWS::StackId" => $"arn:aws:cloudformation:{region}:{account}:stack/{stack}/0",
        "AWS::NoValue" => null,
        _ when template["Parameters"]?[name] is { } parameter => parameter["Default"]?.DeepClone() ?? $"parameter-{name}",
        _ => TypeOf(name) switch
        {
            "AWS::StepFunctions::StateMachine" or "AWS::SNS::Topic" => ArnOf(name),
            "AWS::SQS::Queue" => $"https://sqs.{region}.amazonaws.com/{account}/{NameOf(name)}",
            "AWS::EC2::Subnet" => $"subnet-{name}",
            "AWS::EC2::LaunchTemplate" => $"lt-{name}",
            _ => NameOf(name),
        },
    };

    private JsonNode Attribute(JsonNode of)
    {
        var (id, attribute) = of is JsonArray pair ? ((string)pair[0]!, (string)pair[1]!) : of.ToString().Split('.', 2) is var words ? (words[0], words[1]) : default;
        return attribute switch
        {
            "Arn" => ArnOf(id),
            "StreamArn" => $"{ArnOf(id)}/stream/2026-11-01T00:00:00.000",
            "Name" or "QueueName" or "TableName" or "TopicName" => NameOf(id),
            "AvailabilityZone" => Resolve(Properties(id)?["AvailabilityZone"])!,
            "DefaultVersionNumber" or "LatestVersionNumber" => "1",
            _ => $"{NameOf(id)}.{attribute}",
        };
    }

    private string Substitute(JsonNode of)
    {
        var (text, names) = of is JsonArray pair ? ((string)pair[0]!, pair[1]!.AsObject()) : ((string)of!, []);
        var parts = text.Split("${");
        return parts[0] + string.Concat(parts.Skip(1).Select(part =>
        {
            var end = part.IndexOf('}', StringComparison.Ordinal);
            var (name, rest) = (part[..end], part[(end + 1)..]);
            var value = names[name] is { } given ? Text(given)
                : name.StartsWith('!') ? $"${{{name[1..]}}}"
                : name.Contains('.', StringComparison.Ordinal) ? Attribute(name).ToString()
                : Reference(name)?.ToString();
            return value + rest;
        }));
    }
}
