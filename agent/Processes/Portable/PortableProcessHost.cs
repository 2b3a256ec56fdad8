using System.ComponentModel;
using System.Diagnostics;

namespace Muster.Agent.Processes.Portable;

/// <summary>
/// Processes by .NET's own means, for systems other than Linux. Unproven there: it passes the same tests as the other
/// host, but on Linux. It has no process groups (what a command leaves behind when it ends is not found), passes output through
/// itself, knows neither signals nor peak memory, and is slower.
/// </summary>
public sealed class PortableProcessHost(TimeProvider time) : IProcessHost
{
    internal TimeProvider Time => time;

    internal Agenda Agenda { get; } = new(time);

    /// <inheritdoc />
    public IRunningProcess Start(ProcessStart start)
    {
        if (!Directory.Exists(start.Directory)) throw StartDiagnosis.Of(Linux.LibC.NoEntry, start);
        var (utc, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var onAgenda = Agenda.Now;
        var process = Begin(start);
        var running = new PortableProcess(this, process, start, new(utc, timestamp, onAgenda));
        running.Watch();
        return running;
    }

    /// <inheritdoc />
    public void Dispose() => Agenda.Dispose();

    private static Process Begin(ProcessStart start)
    {
        try
        {
            return Process.Start(InfoOf(start))!;
        }
        catch (Win32Exception failure)
        {
            throw StartDiagnosis.Of(failure.NativeErrorCode, start);
        }
    }

    private static ProcessStartInfo InfoOf(ProcessStart start)
    {
        var info = new ProcessStartInfo(start.Command.Program, start.Command.Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = start.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var variable in start.Environment.Variables.Concat(start.Variables))
        {
            variable.Check();
            info.Environment[variable.Name] = variable.Value;
        }

        return info;
    }
}
