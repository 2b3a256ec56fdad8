namespace Muster.Infra.Constructs;

/// <summary>
/// The ARNs of what has a name of its own, for what is in another stack, or would refer to itself. AWS's public partition only.
/// </summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
internal sealed record Arns(string Account, string Region)
{
    /// <summary>A state machine.</summary>
    public string Machine(string name) => $"arn:aws:states:{Region}:{Account}:stateMachine:{name}";

    /// <summary>An event bus.</summary>
    public string Bus(string name) => $"arn:aws:events:{Region}:{Account}:event-bus/{name}";

    /// <summary>All rules, whatever their bus.</summary>
    public string Rules => $"arn:aws:events:{Region}:{Account}:rule/*";

    /// <summary>A role.</summary>
    public string Role(string name) => $"arn:aws:iam::{Account}:role/{name}";

    /// <summary>The accounts in some ARNs, each once.</summary>
    public static IReadOnlyList<string> AccountsOf(IEnumerable<string> arns) => [.. arns.Select(arn => arn.Split(':')[4]).Distinct()];

    /// <summary>The objects below a prefix of a bucket.</summary>
    public static string Objects(string bucket, string prefix) => $"arn:aws:s3:::{bucket}/{prefix}*";

    /// <summary>Something of EC2.</summary>
    public string Ec2(string what) => $"arn:aws:ec2:{Region}:{Account}:{what}";

    /// <summary>A quota of EC2.</summary>
    public string Ec2Quota(string code) => $"arn:aws:servicequotas:{Region}:{Account}:ec2/{code}";
}
