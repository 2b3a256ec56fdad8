using System.Collections.Concurrent;
using System.Diagnostics;

namespace Muster.Testing.Lambda;

/// <summary>A function as a process of its own, with a runtime API of its own. It ends with this object.</summary>
public sealed class FunctionProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly ConcurrentQueue<string> lines = new();

    private FunctionProcess(RuntimeApiServer api, Process process)
    {
        (Api, this.process) = (api, process);
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Its runtime API.</summary>
    public RuntimeApiServer Api { get; }

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it logged so far, line by line.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Starts a function.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Its variables, beside those of this process and that of the runtime API.</param>
    public static FunctionProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var api = RuntimeApiServer.Start(TimeProvider.System);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        return new(api, Process.Start(start)!);
    }

    /// <summary>Hands an event to it.</summary>
    public Task<LambdaAnswer> InvokeAsync(ReadOnlyMemory<byte> payload, TimeSpan timeout, string? traceId = null) => Api.InvokeAsync(payload, timeout, traceId);

    /// <summary>Asks it to end, as Lambda does.</summary>
    public async Task TerminateAsync(CancellationToken cancel = default)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancel);
    }

    /// <summary>Kills it, as Lambda does with one that takes too long.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits until it has ended, and all that it logged was read.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync(CancellationToken cancel = default)
    {
        await process.WaitForExitAsync(cancel);
        await reading.WaitAsync(cancel);
        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await Api.DisposeAsync();
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
            lines.Enqueue(line);
    }
}
