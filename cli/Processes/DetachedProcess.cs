using System.Diagnostics;
using Muster.Cli.Stores;

namespace Muster.Cli.Processes;

/// <summary>Leaves a process of the command behind that has no terminal and a session of its own, such as an engine or an agent.</summary>
/// <param name="what">What it is, for people.</param>
/// <param name="log">The file that it writes to.</param>
/// <param name="time">The clocks.</param>
internal sealed class DetachedProcess(string what, string log, TimeProvider time)
{
    /// <summary>How long it may take until it is there.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts it, and waits until it is there.</summary>
    /// <param name="address">Its store.</param>
    /// <param name="words">Its command and options, without those of the store.</param>
    /// <param name="isThere">Whether it, by its process id, or another is there.</param>
    /// <param name="cancel">Ends the wait for it.</param>
    /// <returns>Null: it is there; else why it could not be started.</returns>
    public async Task<string?> StartAsync(StoreAddress address, IReadOnlyList<string> words, Func<int, bool> isThere, CancellationToken cancel)
    {
        using var process = Start(address, words);
        var started = time.GetTimestamp();
        while (!isThere(process.Id))
        {
            if (process.HasExited)
                return $"The {what} ended at once with exit code {process.ExitCode}; see {log}.";
            if (time.GetElapsedTime(started) > StartsWithin)
                return $"The {what} did not start within {StartsWithin.TotalSeconds:0} seconds; see {log}.";
            await Task.Delay(LookAgain, time, cancel);
        }

        return null;
    }

    private Process Start(StoreAddress address, IReadOnlyList<string> words)
    {
        // setsid takes it out of the terminal: its Ctrl-C and its closing do not reach it.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""log=$1; shift; exec setsid "$@" >>"$log" 2>&1 </dev/null""");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(log); // as a word, not as a variable: its variables reach every point's command
        foreach (var argument in (string[])[.. OwnProgram.Words, .. words, .. address.Options])
            start.ArgumentList.Add(argument);
        HandedKeys.Give(address, start.Environment);
        return Process.Start(start) ?? throw new InvalidOperationException($"The process of the {what} could not be started.");
    }
}
