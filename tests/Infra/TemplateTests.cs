using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;
using Muster.Aws.Contracts;
using Muster.Tests.Cli;

namespace Muster.Tests.Infra;

public sealed class TemplateTests : IDisposable
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SynthesizedPlatform platform;

    public TemplateTests(SynthesizedPlatform platform)
    {
        this.platform = platform;
        _ = platform.Stacks; // takes the same turn
        SynthesizedPlatform.Cdk.Wait();
    }

    public void Dispose() => SynthesizedPlatform.Cdk.Release();

    [Theory]
    [InlineData(0, "hub")]
    [InlineData(1, "spoke-network-created")]
    [InlineData(2, "spoke-network-existing")]
    [InlineData(3, "spoke-other-account")]
    public void A_template_is_as_it_was_accepted(int stack, string name) => Snapshot.Matches($"{name}.template.json", Readable(platform.Stacks[stack].Template));

    [Fact]
    public void The_tables_are_those_of_the_contract()
    {
        foreach (var schema in TableSchema.Of(new(SynthesizedPlatform.Deployment)))
        {
            Template(platform.Hub).HasResourceProperties("AWS::DynamoDB::Table", new Dictionary<string, object>
            {
                ["TableName"] = schema.Name,
                ["BillingMode"] = "PAY_PER_REQUEST",
                ["KeySchema"] = Keys(Attributes.Partition, Attributes.Sort),
                ["TimeToLiveSpecification"] = new Dictionary<string, object> { ["AttributeName"] = Attributes.Expires, ["Enabled"] = true },
                ["PointInTimeRecoverySpecification"] = new Dictionary<string, object> { ["PointInTimeRecoveryEnabled"] = true },
                ["StreamSpecification"] = schema.HasStream ? new Dictionary<string, object> { ["StreamViewType"] = "NEW_IMAGE" } : Match.Absent(),
                ["GlobalSecondaryIndexes"] = schema.Indexes.Count == 0 ? Match.Absent() : schema.Indexes.Select(Index).ToArray(),
            });
        }

        Template(platform.Hub).ResourceCountIs("AWS::DynamoDB::Table", 2);
    }

    [Fact]
    public void What_holds_data_outlives_its_stack() => Assert.All(
        platform.Hub.Template["Resources"]!.AsObject().Where(resource => resource.Value!["Type"]!.GetValue<string>() is "AWS::DynamoDB::Table" or "AWS::S3::Bucket"),
        resource => Assert.Equal("Retain", resource.Value!["DeletionPolicy"]!.GetValue<string>()));

    [Fact]
    public void The_bucket_has_the_name_that_clients_look_for() => Template(platform.Hub).HasResourceProperties("AWS::S3::Bucket", new Dictionary<string, object>
    {
        ["BucketName"] = BucketNames.Of(SynthesizedPlatform.Deployment, SynthesizedPlatform.HubAccount, SynthesizedPlatform.HubRegion),
    });

    [Fact]
    public void Functions_are_small_machines_of_the_custom_runtime() => Template(platform.Hub).AllResourcesProperties("AWS::Lambda::Function", new Dictionary<string, object>
    {
        ["Runtime"] = "provided.al2023",
        ["Architectures"] = new[] { "x86_64" },
        ["Handler"] = "bootstrap",
        ["Environment"] = new Dictionary<string, object> { ["Variables"] = new Dictionary<string, object> { ["MUSTER_STORE"] = "aws://eu-west-1/test", ["MUSTER_ACCOUNT"] = SynthesizedPlatform.HubAccount } },
    });

    [Fact]
    public void There_is_a_function_for_each_handler() => Assert.Equal(
        PlatformHandlers.All.Order(),
        platform.Functions.Values.Select(function => function.Environment[PlatformHandlers.Variable]).Distinct().Order());

    [Fact]
    public void The_pipe_takes_wishes_one_at_a_time_and_gives_up_on_old_ones() => Template(platform.Hub).HasResourceProperties("AWS::Pipes::Pipe", new Dictionary<string, object>
    {
        ["SourceParameters"] = new Dictionary<string, object>
        {
            ["DynamoDBStreamParameters"] = new Dictionary<string, object>
            {
                ["BatchSize"] = 1,
                ["MaximumRetryAttempts"] = 10,
                ["MaximumRecordAgeInSeconds"] = 3600,
                ["DeadLetterConfig"] = Match.AnyValue(),
                ["StartingPosition"] = "TRIM_HORIZON",
            },
        },
        ["TargetParameters"] = new Dictionary<string, object> { ["StepFunctionStateMachineParameters"] = new Dictionary<string, object> { ["InvocationType"] = "FIRE_AND_FORGET" } },
    });

    [Fact]
    public void A_launch_profile_is_named_by_what_it_is_made_of()
    {
        var names = platform.Spokes.Select(spoke => spoke.Of("AWS::EC2::LaunchTemplate").Select(template => template.Text("LaunchTemplateName")).ToList()).ToList();
        Assert.All(names.SelectMany(each => each), name => Assert.Matches("^muster-test-[0-9a-f]{12}$", name));
        Assert.Equal(names[0], names[2]);
        Assert.Empty(names[0].Intersect(names[1]));
    }

    [Fact]
    public void An_instance_ends_when_it_shuts_down_and_sees_its_tags() => Template(platform.Spokes[0]).AllResourcesProperties("AWS::EC2::LaunchTemplate", new Dictionary<string, object>
    {
        ["LaunchTemplateData"] = new Dictionary<string, object>
        {
            ["InstanceInitiatedShutdownBehavior"] = "terminate",
            ["MetadataOptions"] = new Dictionary<string, object> { ["InstanceMetadataTags"] = "enabled" },
            ["UserData"] = Convert.ToBase64String("#!/bin/sh\nexit 0\n"u8),
        },
    });

    [Fact]
    public void Everything_that_costs_has_the_deployments_tag() => Assert.All(
        platform.Stacks.SelectMany(stack => stack.Resources).Where(resource => resource.Type is "AWS::DynamoDB::Table" or "AWS::S3::Bucket" or "AWS::Lambda::Function" or "AWS::StepFunctions::StateMachine" or "AWS::SQS::Queue" or "AWS::EC2::VPC"),
        resource => Assert.Contains(resource.Properties["Tags"]!.AsArray(), tag => tag!["Key"]!.GetValue<string>() == PlatformTags.Deployment && tag["Value"]!.GetValue<string>() == SynthesizedPlatform.Deployment));

    [Fact]
    public void Every_role_is_bounded_where_that_is_asked() => Assert.All(
        platform.BoundedStacks.SelectMany(stack => stack.Of("AWS::IAM::Role").Select(role => (stack.Account, role))),
        each => Assert.Equal($"arn:aws:iam::{each.Account}:policy/bound", each.role.Text("PermissionsBoundary")));

    [Fact]
    public void No_role_is_bounded_where_that_is_not_asked() => Assert.All(
        platform.Stacks.SelectMany(stack => stack.Of("AWS::IAM::Role")),
        role => Assert.Null(role.TextOrNull("PermissionsBoundary")));

    [Fact]
    public void A_queues_policy_does_not_grow_with_the_spokes() => Assert.All(
        platform.Stacks.SelectMany(stack => stack.Of("AWS::SQS::QueuePolicy")),
        policy => Assert.Equal(2, policy.Properties["PolicyDocument"]!["Statement"]!.AsArray().Count));

    [Fact]
    public void No_stack_needs_another_to_be_there() => Assert.All(
        platform.Stacks,
        stack =>
        {
            Assert.DoesNotContain("Fn::ImportValue", stack.Template.ToJsonString(), StringComparison.Ordinal);
            Assert.Null(stack.Template["Outputs"]);
        });

    private static Template Template(SynthesizedStack stack) => Amazon.CDK.Assertions.Template.FromString(stack.Template.ToJsonString());

    private static object[] Keys(string partition, string sort) =>
    [
        new Dictionary<string, object> { ["AttributeName"] = partition, ["KeyType"] = "HASH" },
        new Dictionary<string, object> { ["AttributeName"] = sort, ["KeyType"] = "RANGE" },
    ];

    private static Dictionary<string, object> Index(IndexSchema index) => new()
    {
        ["IndexName"] = index.Name,
        ["KeySchema"] = Keys(index.Partition, index.Sort),
        ["Projection"] = index.Copied.Count == 0
            ? new Dictionary<string, object> { ["ProjectionType"] = "KEYS_ONLY" }
            : new Dictionary<string, object> { ["ProjectionType"] = "INCLUDE", ["NonKeyAttributes"] = index.Copied.ToArray() },
    };

    // Definitions have snapshots of their own, and the placeholder's digest says nothing.
    private static string Readable(JsonObject template)
    {
        var copy = template.DeepClone().AsObject();
        foreach (var (_, resource) in copy["Resources"]!.AsObject())
        {
            var properties = resource!["Properties"]?.AsObject();
            if (properties?.ContainsKey("DefinitionString") == true)
                properties["DefinitionString"] = $"(the machine's own snapshot: {properties["StateMachineName"]})";
            if (properties?["Code"] is { } code)
                code["S3Key"] = "(placeholder)";
            resource.AsObject().Remove("Metadata");
        }

        return copy.ToJsonString(s_readable) + "\n";
    }
}
