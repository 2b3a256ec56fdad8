namespace Muster.Local.Store;

/// <summary>How a store behaves.</summary>
public sealed record StoreOptions
{
    /// <summary>How long a call waits while other processes hold the store locked; default 30 seconds.</summary>
    public TimeSpan BusyPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where time comes from; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Most pages of the file, asked for before each commit; null: no limit. Tests fill the disk with it.</summary>
    internal Func<long>? MostPages { get; init; }
}
