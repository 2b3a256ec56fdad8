using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Stores;

namespace Muster.Cli.Doctor;

/// <summary>Whether the clock can be right: not before this program was made, nor before what the store remembers.</summary>
/// <param name="address">The store.</param>
/// <param name="context">The clock; opens a store on AWS.</param>
internal sealed class ClockCheck(StoreAddress address, CommandContext context) : IDoctorCheck
{
    /// <summary>Archives may keep the times of files in another zone.</summary>
    private static readonly TimeSpan ProgramTolerance = TimeSpan.FromDays(1);
    private static readonly TimeSpan StoreTolerance = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public string Name => "clock";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel) =>
        Judge(context.Time.GetUtcNow(), ProgramDate(), await NewestAsync(cancel), context.Time);

    /// <summary>Decides: more than a day before the program's date is a failure, more than five minutes before the newest record a warning.</summary>
    /// <param name="now">What the clock says.</param>
    /// <param name="program">The date of the program's file; null: not known.</param>
    /// <param name="newest">When the store's newest run was written; null: there is none, or it cannot be read.</param>
    /// <param name="zone">The zone that times are shown in.</param>
    public static Finding Judge(DateTimeOffset now, DateTimeOffset? program, DateTimeOffset? newest, TimeProvider zone)
    {
        const string Fix = "Set this machine's clock, best by a time service (NTP).";
        var message = $"The clock says {Human.Time(now, zone)}";
        if (program is { } made && made - now > ProgramTolerance)
            return Finding.Fail($"{message}, but this program is of {Human.Time(made, zone)}", Fix);
        if (newest is { } written && written - now > StoreTolerance)
            return Finding.Warn($"{message}, but the store's newest run was written at {Human.Time(written, zone)}", Fix);
        return Finding.Ok(message);
    }

    private static DateTimeOffset? ProgramDate()
    {
        var library = Path.Join(AppContext.BaseDirectory, "muster.dll");
        var file = File.Exists(library) ? library : Environment.ProcessPath;
        return file is null ? null : new DateTimeOffset(File.GetLastWriteTimeUtc(file));
    }

    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancel)
    {
        try
        {
            if (address.Aws is null)
                return address.Directory.Exists ? StoreInspection.NewestRecord(address.Directory) : null;
            using var store = context.OpenStore(address);
            return await store!.Ports.Store.ListRunsAsync(new() { Most = 1 }, cancel) is [var run] ? run.CreatedAt : null;
        }
        catch (Exception error) when (error is StoreUnusableException or StoreUnavailableException)
        {
            return null; // which the check of the store tells
        }
    }
}
