using Muster.Cli.Rendering;
using Muster.Local.Store;

namespace Muster.Cli.Doctor;

/// <summary>Which engine of the store is alive on this machine.</summary>
/// <param name="directory">The store.</param>
/// <param name="time">The zone that times are shown in.</param>
internal sealed class EngineCheck(StoreDirectory directory, TimeProvider time) : IDoctorCheck
{
    /// <inheritdoc />
    public string Name => "engine";

    /// <inheritdoc />
    public Task<Finding> LookAsync(CancellationToken cancel) => Task.FromResult(Judge(EngineLock.FindHolder(directory), time));

    /// <summary>Decides: with and without an engine all is well.</summary>
    /// <param name="holder">The engine; null: none.</param>
    /// <param name="zone">The zone that times are shown in.</param>
    public static Finding Judge(EngineHolder? holder, TimeProvider zone)
    {
        if (holder is null)
            return Finding.Ok("None is alive; muster submit and muster wait start one");
        var process = holder.ProcessId is { } pid ? $"Process {pid} is alive" : "One is alive";
        var host = holder.Host is { } name ? $" on {name}" : "";
        return Finding.Ok($"{process}{host}{(holder.StartedAt is { } since ? $" since {Human.Time(since, zone)}" : "")}");
    }
}
