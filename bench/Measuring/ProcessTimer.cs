using System.Diagnostics;
using System.Globalization;
using Muster.Bench.Programs;

namespace Muster.Bench.Measuring;

/// <summary>
/// Measures commands by bash's own <c>time</c>, both sides alike: it tells the CPU time of a command with all that it
/// started and waited for, and its own start is not counted.
/// </summary>
internal sealed class ProcessTimer(TemporaryFolder folder)
{
    private const string Script = """
        set -o pipefail
        TIMEFORMAT='%R %U %S'
        { time { eval "$BENCH_SCRIPT"; } >"$BENCH_OUT" 2>"$BENCH_ERR"; } 2>"$BENCH_TIMES"
        """;

    /// <summary>Measures a script.</summary>
    /// <param name="script">Text for bash; what it writes is kept apart, and read only when it fails.</param>
    /// <param name="directory">Its working directory; null: the temporary one.</param>
    /// <exception cref="BenchException">It failed.</exception>
    public Sample Time(string script, string? directory = null)
    {
        Sync();
        var times = folder.PathOf("times");
        var errors = folder.PathOf("errors");
        var start = new ProcessStartInfo("bash", ["-c", Script]) { WorkingDirectory = directory ?? folder.Root };
        start.Environment["BENCH_SCRIPT"] = script;
        start.Environment["BENCH_OUT"] = folder.PathOf("out");
        start.Environment["BENCH_ERR"] = errors;
        start.Environment["BENCH_TIMES"] = times;
        start.Environment["SHELL"] = "/bin/bash"; // what GNU parallel runs commands by
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0
            ? Read(File.ReadAllText(times))
            : throw BenchException.CommandFailed(script, process.ExitCode, File.ReadAllText(errors));
    }

    /// <summary>Writes what earlier runs left to the disk, so that nobody pays for others.</summary>
    private static void Sync()
    {
        using var sync = Process.Start(new ProcessStartInfo("sync"))!;
        sync.WaitForExit();
    }

    private static Sample Read(string text)
    {
        double[] seconds = [.. text.Trim().Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return new(TimeSpan.FromSeconds(seconds[0]), TimeSpan.FromSeconds(seconds[1] + seconds[2]));
    }
}
