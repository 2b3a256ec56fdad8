using System.Globalization;

namespace Muster.Cli.Doctor;

/// <summary>What a process may have at most; null: no limit, or not known.</summary>
/// <param name="OpenFiles">Open files.</param>
/// <param name="Processes">Processes and threads of this user.</param>
internal sealed record OwnLimits(long? OpenFiles, long? Processes)
{
    /// <summary>Reads Linux's <c>/proc/PID/limits</c>: <c>Max open files  1024  1048576  files</c>; the first number is the one that counts.</summary>
    public static OwnLimits Parse(string text)
    {
        return new(Of("Max open files"), Of("Max processes"));

        long? Of(string name)
        {
            var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            var word = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }
}

/// <summary>
/// Whether an engine may have enough open files and processes. The runtime has raised the first limit as far as it may be raised,
/// as it does for the engine: the number is not the shell's <c>ulimit -n</c>, but at most <c>ulimit -Hn</c>.
/// </summary>
internal sealed class LimitsCheck : IDoctorCheck
{
    private const string Source = "/proc/self/limits";
    private const long Enough = 1024;

    /// <inheritdoc />
    public string Name => "limits";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel) => File.Exists(Source)
        ? Judge(OwnLimits.Parse(await File.ReadAllTextAsync(Source, cancel)))
        : Finding.Skip("This system does not tell the limits of a process.");

    /// <summary>Decides: fewer than 1,024 of either is a warning.</summary>
    public static Finding Judge(OwnLimits limits)
    {
        var message = $"At most {Text(limits.OpenFiles, "open file")}, {Text(limits.Processes, "process", "processes")}";
        return limits.OpenFiles < Enough || limits.Processes < Enough
            ? Finding.Warn(message, $"Raise them to {Enough} or more (ulimit -n, ulimit -u, or the service manager's settings), or run fewer points at once.")
            : Finding.Ok(message);
    }

    private static string Text(long? limit, string one, string? many = null) =>
        limit == 1 ? $"1 {one}" : $"{limit?.ToString(CultureInfo.InvariantCulture) ?? "any number of"} {many ?? one + "s"}";
}
