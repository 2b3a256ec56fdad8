using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>
/// What CloudFormation makes of a template's functions, as far as ours use them: names and ARNs that follow from the template alone, so that
/// tests may foretell them. What the service would draw by chance is drawn from the resource's logical id.
/// </summary>
internal sealed class CloudFormation(JsonObject template, string account, string region)
{
    private readonly JsonObject resources = template["Resources"]!.AsObject();

    /// <summary>The resources as the template has them.</summary>
    public JsonObject All => resources;

    /// <summary>A value without functions; null: it is left out.</summary>
    public JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } call when call.First() is { Key: "Ref" or "Condition" or ['F', 'n', ':', ':', ..] } only => Call(only.Key, only.Value!),
        JsonObject all => new JsonObject(all.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Resolve(member.Value)))),
        JsonArray all => new JsonArray([.. all.Select(Resolve).Where(item => item is not null)]),
        _ => value?.DeepClone(),
    };

    /// <summary>The ARN of a resource.</summary>
    public string Arn(string id) => Type(id) switch
    {
        "AWS::Lambda::Function" => $"arn:aws:lambda:{region}:{account}:function:{Name(id, "FunctionName")}",
        "AWS::StepFunctions::StateMachine" => $"arn:aws:states:{region}:{account}:stateMachine:{Name(id, "StateMachineName")}",
        "AWS::Events::EventBus" => $"arn:aws:events:{region}:{account}:event-bus/{Name(id, "Name")}",
        "AWS::SQS::Queue" => $"arn:aws:sqs:{region}:{account}:{Name(id, "QueueName")}",
        "AWS::DynamoDB::Table" => $"arn:aws:dynamodb:{region}:{account}:table/{Name(id, "TableName")}",
        "AWS::S3::Bucket" => $"arn:aws:s3:::{Name(id, "BucketName")}",
        "AWS::Logs::LogGroup" => $"arn:aws:logs:{region}:{account}:log-group:{Name(id, "LogGroupName")}:*",
        "AWS::IAM::Role" => $"arn:aws:iam::{account}:role/{Name(id, "RoleName")}",
        "AWS::IAM::InstanceProfile" => $"arn:aws:iam::{account}:instance-profile/{Name(id, "InstanceProfileName")}",
        "AWS::Events::Rule" => $"arn:aws:events:{region}:{account}:rule/{Name(id, "Name")}",
        "AWS::CloudWatch::Alarm" => $"arn:aws:cloudwatch:{region}:{account}:alarm:{Name(id, "AlarmName")}",
        var other => throw new NotSupportedException($"The ARN of {id}, which is a {other}."),
    };

    private JsonNode? Call(string function, JsonNode argument) => function switch
    {
        "Ref" => Ref(argument.GetValue<string>()),
        "Fn::GetAtt" => Attribute(argument[0]!.GetValue<string>(), argument[1]!.GetValue<string>()),
        "Fn::Join" => string.Join(argument[0]!.GetValue<string>(), Resolve(argument[1])!.AsArray().Select(part => part!.GetValue<string>())),
        "Fn::Select" => Resolve(Resolve(argument[1])![int.Parse(Resolve(argument[0])!.ToString())]),
        "Fn::GetAZs" => new JsonArray($"{region}a", $"{region}b", $"{region}c"),
        _ => throw new NotSupportedException($"The function {function} of {argument.ToJsonString()}."),
    };

    private string? Ref(string id) => id switch
    {
        "AWS::Partition" => "aws",
        "AWS::AccountId" => account,
        "AWS::Region" => region,
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NoValue" => null,
        _ when template["Parameters"]?[id] is { } parameter => parameter["Type"]!.GetValue<string>().Contains("Image", StringComparison.Ordinal) ? Drawn("ami", id) : parameter["Default"]!.GetValue<string>(),
        _ => Type(id) switch
        {
            "AWS::StepFunctions::StateMachine" => Arn(id),
            "AWS::Lambda::Function" => Name(id, "FunctionName"),
            "AWS::Events::EventBus" => Name(id, "Name"),
            "AWS::DynamoDB::Table" => Name(id, "TableName"),
            "AWS::S3::Bucket" => Name(id, "BucketName"),
            "AWS::IAM::Role" => Name(id, "RoleName"),
            "AWS::Logs::LogGroup" => Name(id, "LogGroupName"),
            "AWS::SQS::Queue" => $"https://sqs.{region}.amazonaws.com/{account}/{Name(id, "QueueName")}",
            "AWS::EC2::Subnet" => Drawn("subnet", id),
            "AWS::EC2::VPC" => Drawn("vpc", id),
            "AWS::EC2::RouteTable" => Drawn("rtb", id),
            "AWS::EC2::InternetGateway" => Drawn("igw", id),
            var other => throw new NotSupportedException($"A reference to {id}, which is a {other}."),
        },
    };

    private JsonNode? Attribute(string id, string name) => (Type(id), name) switch
    {
        (_, "Arn") => Arn(id),
        ("AWS::StepFunctions::StateMachine", "Name") => Name(id, "StateMachineName"),
        ("AWS::DynamoDB::Table", "StreamArn") => $"{Arn(id)}/stream/2026-01-01T00:00:00.000",
        ("AWS::SQS::Queue", "QueueName") => Name(id, "QueueName"),
        ("AWS::EC2::SecurityGroup", "GroupId") => Drawn("sg", id),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateId") => Drawn("lt", id),
        ("AWS::EC2::Subnet", "AvailabilityZone") => Resolve(resources[id]!["Properties"]!["AvailabilityZone"]),
        var other => throw new NotSupportedException($"The attribute {other.name} of {id}, which is a {other.Item1}."),
    };

    private string Type(string id) => (resources[id] ?? throw new NotSupportedException($"{id} is not in the template."))["Type"]!.GetValue<string>();

    private string Name(string id, string property) => resources[id]!["Properties"]![property] is { } name ? Resolve(name)!.GetValue<string>() : id;

    private string Drawn(string prefix, string id) => $"{prefix}-0{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{region}/{id}")))[..16]}";
}
