using System.Diagnostics;

namespace Muster.Bench.Measuring;

/// <summary>Watches the peak of a process's resident memory, which Linux tells as <c>VmHWM</c> while the process lives.</summary>
internal static class PeakMemory
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="interruptAfter">When it is asked to end, by SIGTERM: a process started in the background ignores Ctrl-C; null: never.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Its peak in bytes.</returns>
    public static long Of(string program, IReadOnlyList<string> arguments, TimeSpan? interruptAfter, TimeProvider time)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = time.GetTimestamp();
        var interrupted = false;
        long peak = 0;
        while (!process.WaitForExit(LookEvery))
        {
            peak = Math.Max(peak, ProcessMemory.Of(process.Id, "VmHWM"));
            if (interrupted || interruptAfter is null || time.GetElapsedTime(started) < interruptAfter)
                continue;
            interrupted = true;
            ProcessMemory.Terminate(process.Id);
        }

        return peak > 0 ? peak : throw BenchException.Of($"{program} ended before its memory could be read.");
    }
}
