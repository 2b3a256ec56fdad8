using Muster.Aws.Context;
using Muster.Aws.Contracts;
using Muster.Coordination;

namespace Muster.Functions.Settings;

/// <summary>What a deployment says to a function by its environment.</summary>
/// <param name="Handler">Which handler it is.</param>
/// <param name="Store">The store.</param>
/// <param name="Account">The hub's account, from which the bucket's name follows; null: STS tells it, or <c>MUSTER_BUCKET</c> names the bucket.</param>
/// <param name="Pace">How fast coordinators go.</param>
internal sealed record FunctionSettings(string Handler, AwsAddress Store, string? Account, PlatformPace Pace)
{
    /// <summary>The variable that names the store: <c>aws://REGION/NAME</c>.</summary>
    public const string StoreVariable = "MUSTER_STORE";

    /// <summary>The variable that names the hub's account.</summary>
    public const string AccountVariable = "MUSTER_ACCOUNT";

    /// <summary>The variable that changes the pace.</summary>
    public const string PaceVariable = "MUSTER_PACE";

    /// <summary>Reads the environment.</summary>
    /// <exception cref="SettingException">A variable is missing, or is not what it can be.</exception>
    public static FunctionSettings Read(Func<string, string?> environment)
    {
        var handler = Required(PlatformHandlers.Variable, $"one of {string.Join(", ", PlatformHandlers.All)}");
        if (!PlatformHandlers.All.Contains(handler))
            throw Wrong(PlatformHandlers.Variable, handler, $"one of {string.Join(", ", PlatformHandlers.All)}");
        const string stores = "a store such as aws://eu-central-1/team";
        var text = Required(StoreVariable, stores);
        if (!AwsAddress.TryParse(text, out var store))
            throw Wrong(StoreVariable, text, stores);
        var account = environment(AccountVariable) is { Length: > 0 } named ? named : null;
        if (account is not null && (account.Length != 12 || !account.All(char.IsAsciiDigit)))
            throw Wrong(AccountVariable, account, "an account: 12 digits");
        return new(handler, store, account, PlatformPace.Read(environment(PaceVariable)));

        string Required(string name, string allowed) =>
            environment(name) is { Length: > 0 } value ? value : throw new SettingException($"The variable {name} is not set; it has to be {allowed}. The deployment sets it.");
    }

    /// <summary>The environment, with the bucket in it where the account tells its name: so nobody has to ask STS.</summary>
    public Func<string, string?> WithBucket(Func<string, string?> environment) => name =>
        environment(name) is { Length: > 0 } value ? value
        : name == AwsStore.BucketVariable && Account is not null ? BucketNames.Of(Store.Deployment, Account, Store.Region)
        : null;

    private static SettingException Wrong(string name, string found, string allowed) =>
        new($"The variable {name} is '{found}'; it has to be {allowed}. Correct it in the deployment.");
}

/// <summary>A variable of the function is missing, or wrong.</summary>
internal sealed class SettingException(string message) : Exception(message);
