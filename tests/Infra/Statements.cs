using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>A statement of a policy, wherever one stands in a stack.</summary>
/// <param name="Where">The resource, for people.</param>
/// <param name="Role">The logical ids of the roles that have it; empty: it is a resource's policy, or a trust.</param>
/// <param name="Json">The statement.</param>
internal sealed record Statement(string Where, IReadOnlyList<string> Role, JsonObject Json)
{
    /// <summary>Whether it allows something.</summary>
    public bool Allows => Json["Effect"]!.GetValue<string>() == "Allow";

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Actions => Texts(Json["Action"]);

    /// <summary>On what.</summary>
    public IReadOnlyList<string> On => Texts(Json["Resource"]);

    /// <summary>The accounts and roles that it names as principals.</summary>
    public IReadOnlyList<string> Principals => Json["Principal"] is JsonObject named ? Texts(named["AWS"]) : Texts(Json["Principal"]);

    /// <summary>The values of a condition's key, whatever the comparison; empty: there is none.</summary>
    public IReadOnlyList<string> Condition(string key) => Json["Condition"] is JsonObject all ? [.. all.SelectMany(comparison => Texts(comparison.Value![key]))] : [];

    /// <summary>All statements of a stack.</summary>
    public static IReadOnlyList<Statement> Of(SynthesizedStack stack) =>
    [
        .. stack.Of("AWS::IAM::Policy").SelectMany(policy => In(policy, policy.Properties["PolicyDocument"], Texts(policy.Properties["Roles"]))),
        .. stack.Of("AWS::IAM::Role").SelectMany(role => (role.Properties["Policies"]?.AsArray() ?? []).SelectMany(policy => In(role, policy!["PolicyDocument"], [role.Id]))),
        .. stack.Of("AWS::IAM::ManagedPolicy").SelectMany(policy => In(policy, policy.Properties["PolicyDocument"], [])),
        .. Trusts(stack),
        .. stack.Of("AWS::S3::BucketPolicy").SelectMany(policy => In(policy, policy.Properties["PolicyDocument"], [])),
        .. stack.Of("AWS::SQS::QueuePolicy").SelectMany(policy => In(policy, policy.Properties["PolicyDocument"], [])),
        .. stack.Of("AWS::Events::EventBusPolicy").Select(policy => new Statement(policy.Id, [], policy.Properties["Statement"]!.AsObject())),
    ];

    /// <summary>Who may take the roles of a stack.</summary>
    public static IReadOnlyList<Statement> Trusts(SynthesizedStack stack) =>
        [.. stack.Of("AWS::IAM::Role").SelectMany(role => In(role, role.Properties["AssumeRolePolicyDocument"], []))];

    private static IEnumerable<Statement> In(SynthesizedResource resource, JsonNode? document, IReadOnlyList<string> roles) =>
        document!["Statement"]!.AsArray().Select(statement => new Statement(resource.Id, roles, statement!.AsObject()));

    private static IReadOnlyList<string> Texts(JsonNode? value) => value switch
    {
        null => [],
        JsonArray all => [.. all.Select(item => item!.ToString())],
        _ => [value.ToString()],
    };
}
