using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>Each check finds nothing in what is deployed, and what is wrong in a template that was changed.</summary>
public class TemplateCheckTests(SynthesizedPlatform platform)
{
    [Fact]
    public void Nothing_comes_in_to_an_instance() => Holds(TemplateChecks.NoInboundRule, Spoke, "AWS::EC2::SecurityGroup",
        group => group["SecurityGroupIngress"] = new JsonArray(new JsonObject { ["IpProtocol"] = "tcp", ["FromPort"] = 22, ["ToPort"] = 22, ["CidrIp"] = "0.0.0.0/0" }));

    [Fact]
    public void Metadata_ask_for_a_token() => Holds(TemplateChecks.Imdsv2Required, Spoke, "AWS::EC2::LaunchTemplate", template => template["LaunchTemplateData"]!["MetadataOptions"]!["HttpTokens"] = "optional");

    [Fact]
    public void Metadata_end_at_the_first_hop() => Holds(TemplateChecks.Imdsv2Required, Spoke, "AWS::EC2::LaunchTemplate", template => template["LaunchTemplateData"]!["MetadataOptions"]!["HttpPutResponseHopLimit"] = 2);

    [Fact]
    public void Tables_are_encrypted() => Holds(TemplateChecks.Encryption, Hub, "AWS::DynamoDB::Table", table => table.Remove("SSESpecification"));

    [Fact]
    public void Buckets_are_encrypted() => Holds(TemplateChecks.Encryption, Hub, "AWS::S3::Bucket", bucket => bucket.Remove("BucketEncryption"));

    [Fact]
    public void Queues_are_encrypted() => Holds(TemplateChecks.Encryption, Hub, "AWS::SQS::Queue", queue => queue["SqsManagedSseEnabled"] = false);

    [Fact]
    public void Volumes_are_encrypted() => Holds(TemplateChecks.Encryption, Spoke, "AWS::EC2::LaunchTemplate", template => template["LaunchTemplateData"]!["BlockDeviceMappings"]![0]!["Ebs"]!["Encrypted"] = false);

    [Fact]
    public void No_bucket_is_public() => Holds(TemplateChecks.NoPublicBucket, Hub, "AWS::S3::Bucket", bucket => bucket["PublicAccessBlockConfiguration"]!["BlockPublicPolicy"] = false);

    [Fact]
    public void No_policy_lets_everybody_in() => Holds(TemplateChecks.NoPublicBucket, Hub, "AWS::S3::BucketPolicy",
        policy => Statements(policy).Add((JsonNode)new JsonObject { ["Effect"] = "Allow", ["Action"] = "s3:GetObject", ["Principal"] = "*", ["Resource"] = "arn:aws:s3:::x/*" }));

    [Fact]
    public void Buckets_speak_TLS_only() => Holds(TemplateChecks.TlsOnly, Hub, "AWS::S3::BucketPolicy", policy => Statements(policy).Clear(), "ResultBucket");

    [Fact]
    public void Queues_speak_TLS_only() => Holds(TemplateChecks.TlsOnly, Hub, "AWS::SQS::QueuePolicy", policy => Statements(policy).Clear(), "DeadLettersQueue");

    [Fact]
    public void Logs_are_kept_for_a_time() => Holds(TemplateChecks.LogRetention, Hub, "AWS::Logs::LogGroup", log => log.Remove("RetentionInDays"));

    [Fact]
    public void Every_function_has_a_log_of_its_own() => Holds(TemplateChecks.LogRetention, Hub, "AWS::Lambda::Function", function => function.Remove("LoggingConfig"));

    [Fact]
    public void Roles_that_cross_accounts_ask_for_the_external_id() => Holds(TemplateChecks.RoleTrustByExternalId, Hub, "AgentRole",
        role => role["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!["StringEquals"]!.AsObject().Remove("sts:ExternalId"));

    [Fact]
    public void Roles_are_passed_by_name() => Holds(TemplateChecks.PassRoleLimited, Spoke, "LaunchRoleDefaultPolicy", policy => Statement(policy, "iam:PassRole")["Resource"] = "*");

    [Fact]
    public void Roles_are_passed_to_EC2_only() => Holds(TemplateChecks.PassRoleLimited, Spoke, "LaunchRoleDefaultPolicy", policy => Statement(policy, "iam:PassRole").Remove("Condition"));

    [Fact]
    public void An_agent_reaches_the_records_of_its_run_only() => Holds(TemplateChecks.LeadingKeyConditions, Hub, "AgentRoleDefaultPolicy", policy => Statement(policy, "dynamodb:BatchGetItem").Remove("Condition"));

    [Fact]
    public void An_agent_reaches_no_other_runs_records() => Holds(TemplateChecks.LeadingKeyConditions, Hub, "AgentRoleDefaultPolicy",
        policy => Statement(policy, "dynamodb:BatchGetItem")["Condition"]!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"]!.AsArray().Add((JsonNode)"run#*"));

    [Fact]
    public void Every_right_is_named() => Holds(TemplateChecks.NoWildcardAction, Hub, "AWS::IAM::Policy", policy => Statements(policy)[0]!["Action"] = "dynamodb:*");

    private static SynthesizedStack Hub(SynthesizedPlatform platform) => platform.Hub;

    private static SynthesizedStack Spoke(SynthesizedPlatform platform) => platform.Spokes[0];

    /// <summary>A check finds nothing in any stack; and it finds the very resource that was changed, or the one that is named.</summary>
    private void Holds(Func<SynthesizedStack, IEnumerable<string>> check, Func<SynthesizedPlatform, SynthesizedStack> choose, string resource, Action<JsonObject> change, string? found = null)
    {
        Assert.All(platform.Stacks, stack => Assert.Empty(check(stack)));
        var stack = choose(platform);
        var template = stack.Template.DeepClone().AsObject();
        var (id, changed) = template["Resources"]!.AsObject().First(each => each.Value!["Type"]!.GetValue<string>() == resource || each.Key.StartsWith(resource, StringComparison.Ordinal));
        change(changed!["Properties"]!.AsObject());
        Assert.StartsWith(found ?? id, Assert.Single(check(new(stack.Name, stack.Account, stack.Region, template))), StringComparison.Ordinal);
    }

    private static JsonArray Statements(JsonObject policy) => policy["PolicyDocument"]!["Statement"]!.AsArray();

    private static JsonObject Statement(JsonObject policy, string action) => Statements(policy).Select(statement => statement!.AsObject())
        .First(statement => statement["Action"] is JsonArray all ? all.Any(one => one!.GetValue<string>() == action) : statement["Action"]!.GetValue<string>() == action);
}
