using System.Collections;
using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Context;

namespace Muster.PowerShell.Completers;

/// <summary>A value that was begun.</summary>
/// <param name="word">The value as far as it is there, with quotes around it if one was begun.</param>
/// <param name="bound">What other parameters have, as far as it can be told.</param>
internal sealed class CompletionQuestion(string word, IDictionary bound)
{
    /// <summary>At once: on other threads PowerShell does not tell its location.</summary>
    private readonly string? store = Text(bound, "Store") is { } path ? AbsoluteOf(path) : null;
    private StoreAddress? address;

    /// <summary>The value as far as it is there.</summary>
    public string Word { get; } = word.Trim('\'', '"');

    /// <summary>Where the store is.</summary>
    /// <exception cref="Cli.UsageException">It cannot be told.</exception>
    public StoreAddress Address => address ??= Resolve();

    /// <summary>What a parameter has; null: nothing, or it cannot be told.</summary>
    public string? ValueOf(string parameter) => Text(bound, parameter);

    /// <summary>The store; null: there is none yet.</summary>
    public StoreContext? OpenStore() => OpenStores.Existing(Address, Environment.GetEnvironmentVariable);

    private StoreAddress Resolve()
    {
        var name = ValueOf("StoreName");
        var current = store is null && name is null ? MusterContext.Current : new();
        return (current with
        {
            Store = store ?? current.Store,
            StoreName = name ?? current.StoreName,
            Region = ValueOf("Region") ?? current.Region,
            ProfileName = ValueOf("ProfileName") ?? current.ProfileName,
            EndpointUrl = ValueOf("EndpointUrl") ?? current.EndpointUrl,
        }).Resolve();
    }

    /// <summary>PowerShell's location is not the process's, and only PowerShell knows it.</summary>
    private static string AbsoluteOf(string store) => store.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(store) ? store
        : ScriptBlock.Create("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])").Invoke(store) is [var path, ..] ? $"{path}" : store;

    private static string? Text(IDictionary bound, string parameter) => bound[parameter] switch
    {
        string { Length: > 0 } text => text,
        PSObject { BaseObject: string { Length: > 0 } text } => text,
        object[] and [var first, ..] => first as string,
        _ => null,
    };
}
