using System.Diagnostics;

namespace Muster.Bench.Measuring;

/// <summary>What a process that has nothing to do costs.</summary>
/// <param name="ResidentBytes">Memory that it holds.</param>
/// <param name="PeakBytes">The most that it held since its start.</param>
/// <param name="Cpu">User and system time that it took while it was watched.</param>
internal sealed record IdleSample(long ResidentBytes, long PeakBytes, TimeSpan Cpu);

/// <summary>Watches a process that has nothing to do.</summary>
internal static class IdleProcess
{
    /// <summary>Starts a program, lets it settle, watches it, and ends it by SIGTERM.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settles">How long it may work after its start.</param>
    /// <param name="watched">How long it is watched.</param>
    /// <exception cref="BenchException">It ended by itself.</exception>
    public static IdleSample Watch(string program, IReadOnlyList<string> arguments, TimeSpan settles, TimeSpan watched)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Stay(process, settles);
        process.Refresh();
        var before = process.TotalProcessorTime;
        Stay(process, watched);
        process.Refresh();
        var sample = new IdleSample(ProcessMemory.Of(process.Id, "VmRSS"), ProcessMemory.Of(process.Id, "VmHWM"), process.TotalProcessorTime - before);
        ProcessMemory.Terminate(process.Id);
        process.WaitForExit();
        return sample;
    }

    private static void Stay(Process process, TimeSpan time)
    {
        if (process.WaitForExit(time))
            throw BenchException.Of($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended by itself with exit code {process.ExitCode}.");
    }
}
