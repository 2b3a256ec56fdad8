using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>The ten checks of what is deployed. Each says what is wrong, by resource; nothing: all is well.</summary>
internal static class TemplateChecks
{
    /// <summary>Nothing comes in to an instance.</summary>
    public static IEnumerable<string> NoInboundRule(SynthesizedStack stack) =>
        stack.Of("AWS::EC2::SecurityGroup").Where(group => group.Properties["SecurityGroupIngress"] is not null).Concat(stack.Of("AWS::EC2::SecurityGroupIngress")).Select(group => group.Id);

    /// <summary>Metadata, and with them the role's credentials, are given to who asks with a token only, and not to containers beyond a hop.</summary>
    public static IEnumerable<string> Imdsv2Required(SynthesizedStack stack) => Templates(stack).Where(template =>
        template.Data["MetadataOptions"] is not { } options || Text(options["HttpTokens"]) != "required" || Text(options["HttpPutResponseHopLimit"]) != "1").Select(template => template.Id);

    /// <summary>All that is kept is encrypted.</summary>
    public static IEnumerable<string> Encryption(SynthesizedStack stack) =>
    [
        .. stack.Of("AWS::DynamoDB::Table").Where(table => Text(table.Properties["SSESpecification"]?["SSEEnabled"]) != "true").Select(table => table.Id),
        .. stack.Of("AWS::S3::Bucket").Where(bucket => bucket.Properties["BucketEncryption"] is null).Select(bucket => bucket.Id),
        .. stack.Of("AWS::SQS::Queue").Where(queue => Text(queue.Properties["SqsManagedSseEnabled"]) != "true" && queue.Properties["KmsMasterKeyId"] is null).Select(queue => queue.Id),
        .. Templates(stack).Where(template => template.Data["BlockDeviceMappings"]!.AsArray().Any(disk => Text(disk!["Ebs"]?["Encrypted"]) != "true")).Select(template => template.Id),
    ];

    /// <summary>No bucket can be read by everybody.</summary>
    public static IEnumerable<string> NoPublicBucket(SynthesizedStack stack) =>
    [
        .. stack.Of("AWS::S3::Bucket").Where(bucket => !((string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"])
            .All(block => Text(bucket.Properties["PublicAccessBlockConfiguration"]?[block]) == "true")).Select(bucket => bucket.Id),
        .. Statement.Of(stack).Where(statement => statement.Allows && statement.Principals.Contains("*")).Select(statement => statement.Where),
    ];

    /// <summary>Buckets and queues are spoken to by TLS only.</summary>
    public static IEnumerable<string> TlsOnly(SynthesizedStack stack)
    {
        var denied = Statement.Of(stack).Where(statement => !statement.Allows && statement.Condition("aws:SecureTransport") is ["false"] && statement.Principals is ["*"]).SelectMany(statement => statement.On).ToList();
        return stack.Of("AWS::S3::Bucket").Where(bucket => !denied.Contains($"arn:aws:s3:::{bucket.Text("BucketName")}/*"))
            .Concat(stack.Of("AWS::SQS::Queue").Where(queue => !denied.Contains($"arn:aws:sqs:{stack.Region}:{stack.Account}:{queue.Text("QueueName")}")))
            .Select(resource => resource.Id);
    }

    /// <summary>Logs are kept for a time, and each function has one of its own.</summary>
    public static IEnumerable<string> LogRetention(SynthesizedStack stack)
    {
        var logs = stack.Of("AWS::Logs::LogGroup").Select(log => log.Text("LogGroupName")).ToList();
        return stack.Of("AWS::Logs::LogGroup").Where(log => log.Properties["RetentionInDays"] is null)
            .Concat(stack.Of("AWS::Lambda::Function").Where(function => !logs.Contains(Text(function.Properties["LoggingConfig"]?["LogGroup"]) ?? "")))
            .Select(resource => resource.Id);
    }

    /// <summary>A role that another account may take asks for the external id.</summary>
    public static IEnumerable<string> RoleTrustByExternalId(SynthesizedStack stack) =>
        Statement.Trusts(stack).Where(trust => trust.Principals.Count > 0 && trust.Condition("sts:ExternalId") is not [{ Length: > 0 }]).Select(trust => trust.Where);

    /// <summary>Roles are passed by name, and to EC2 only.</summary>
    public static IEnumerable<string> PassRoleLimited(SynthesizedStack stack) => Statement.Of(stack)
        .Where(statement => statement.Allows && statement.Actions.Contains("iam:PassRole") && (statement.On.Any(role => role.Contains('*', StringComparison.Ordinal)) || statement.Condition("iam:PassedToService") is not ["ec2.amazonaws.com"]))
        .Select(statement => statement.Where);

    /// <summary>A role that others than services may take reaches the records of the run in its session only.</summary>
    public static IEnumerable<string> LeadingKeyConditions(SynthesizedStack stack)
    {
        var taken = Statement.Trusts(stack).Where(trust => trust.Principals.Count > 0).Select(trust => trust.Where)
            .Select(id => stack.Of("AWS::IAM::Role").Single(role => role.Id == id).TextOrNull("RoleName") ?? id).ToList();
        return Statement.Of(stack).Where(statement => statement.Role.Any(taken.Contains) && statement.Actions.Any(action => action.StartsWith("dynamodb:", StringComparison.Ordinal)))
            .Where(statement => statement.Condition("dynamodb:LeadingKeys") is not [_, ..] keys || keys.Any(key => !key.Contains("${aws:PrincipalTag/muster:run}", StringComparison.Ordinal) && key != "machine#*"))
            .Select(statement => statement.Where);
    }

    /// <summary>Every right is named.</summary>
    public static IEnumerable<string> NoWildcardAction(SynthesizedStack stack) => Statement.Of(stack)
        .Where(statement => statement.Allows && (statement.Actions.Count == 0 || statement.Actions.Any(action => action.Contains('*', StringComparison.Ordinal))))
        .Select(statement => statement.Where);

    private static IEnumerable<(string Id, JsonNode Data)> Templates(SynthesizedStack stack) =>
        stack.Of("AWS::EC2::LaunchTemplate").Select(template => (template.Id, template.Properties["LaunchTemplateData"]!));

    private static string? Text(JsonNode? value) => value?.ToString();
}
