namespace Muster.Aws.Contracts;

/// <summary>The names of a deployment's buckets: one per region, unique in the world because they carry the account.</summary>
public static class BucketNames
{
    /// <summary>What the keys of agents begin with, in the hub's bucket.</summary>
    public const string Agents = "agents/";

    /// <summary>The key of an agent.</summary>
    /// <param name="sha256">Its SHA-256: 64 hexadecimal digits in lower case.</param>
    public static string AgentKey(string sha256) => $"{Agents}{sha256}";

    /// <summary>The bucket of a region.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="account">The hub's account, 12 digits.</param>
    /// <param name="region">The region.</param>
    public static string Of(string deployment, string account, string region) => $"muster-{deployment}-{account}-{region}";
}
