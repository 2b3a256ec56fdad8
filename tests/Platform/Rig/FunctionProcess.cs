using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Muster.Testing.Platform.Machines;
using Muster.Tests.Aws.Context;

namespace Muster.Tests.Platform.Rig;

/// <summary>A function's process, and as much of Lambda's Runtime API as it asks for: one event at a time, each with a deadline.</summary>
internal sealed class FunctionProcess : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);
    private readonly HttpListener listener = new();
    private readonly Channel<(string Id, string Event)> events = Channel.CreateUnbounded<(string, string)>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> waiting = new(StringComparer.Ordinal);
    private readonly StringBuilder log = new();
    private readonly Process process;
    private int numbers;

    /// <summary>Starts one.</summary>
    /// <param name="program">The words that start the binary.</param>
    /// <param name="environment">Its variables.</param>
    public FunctionProcess(IReadOnlyList<string> program, IReadOnlyDictionary<string, string> environment)
    {
        var port = OneAnswer.FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = ServeAsync();
        var start = new ProcessStartInfo(program[0], program.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{port}";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = WatchAsync();
    }

    /// <summary>What it wrote.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    /// <summary>Whether it lives.</summary>
    public bool IsAlive => !process.HasExited;

    /// <summary>Milliseconds that its events took together.</summary>
    public double BusyMilliseconds { get; private set; }

    /// <summary>Has it deal with an event.</summary>
    /// <exception cref="TaskFailedException">It failed, as Step Functions sees it.</exception>
    public async Task<JsonNode?> InvokeAsync(JsonNode? payload)
    {
        var id = $"request-{Interlocked.Increment(ref numbers)}";
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = TimeProvider.System.GetTimestamp();
        await events.Writer.WriteAsync((id, payload?.ToJsonString() ?? "null"));
        try
        {
            return await answer.Task;
        }
        finally
        {
            BusyMilliseconds += TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    /// <summary>Kills it, whatever it does.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill();
    }

    public void Dispose()
    {
        Kill();
        process.WaitForExit();
        process.Dispose();
        listener.Close();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.AppendLine(line);
    }

    private async Task WatchAsync()
    {
        await process.WaitForExitAsync();
        foreach (var answer in waiting.Values)
            answer.TrySetException(new TaskFailedException("Runtime.ExitError", """{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 1 Error: Runtime exited with error: signal: killed"}"""));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It was closed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var words = context.Request.Url!.AbsolutePath.Split('/');
            if (words[^1] == "next")
            {
                await NextAsync(context.Response);
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var body = JsonNode.Parse(await reader.ReadToEndAsync());
            if (words[^1] == "response")
                waiting[words[^2]].TrySetResult(body);
            else if (words[^2] != "init")
                waiting[words[^2]].TrySetException(new TaskFailedException((string)body!["errorType"]!, body.ToJsonString()));
            context.Response.StatusCode = 202;
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The process, or this, went away.
        }
    }

    private async Task NextAsync(HttpListenerResponse response)
    {
        var (id, text) = await events.Reader.ReadAsync();
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
        response.Headers["Lambda-Runtime-Deadline-Ms"] = (TimeProvider.System.GetUtcNow() + s_timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
        response.ContentType = "application/json";
        var bytes = Encoding.UTF8.GetBytes(text);
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }
}
