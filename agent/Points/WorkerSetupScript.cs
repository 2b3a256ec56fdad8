using Muster.Agent.Output;
using Muster.Agent.Processes;
using Muster.Outputs;

namespace Muster.Agent.Points;

/// <summary>The spec's <c>setup</c>, run once per worker before its first point, in the run's folder; tried three times.</summary>
internal sealed class WorkerSetupScript(ExecutorSetup setup, EnvironmentTemplate environment)
{
    private const int Tries = 3;
    private readonly Lock gate = new();
    private Task<SetupFailure?>? running;

    /// <summary>Runs it, or waits for the one run that is under way.</summary>
    /// <returns>Why it failed; null: it succeeded.</returns>
    public Task<SetupFailure?> RunOnceAsync()
    {
        lock (gate)
            return running ??= Task.Run(TryAsync);
    }

    private async Task<SetupFailure?> TryAsync()
    {
        SetupFailure? failure = null;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                failure = await RunAsync(attempt);
            }
            catch (Exception error) when (error is StartException or OutputException or IOException or UnauthorizedAccessException)
            {
                failure = new($"The setup could not be run: {error.Message}", null);
            }

            if (failure is null)
                return null;
        }

        return failure;
    }

    private async Task<SetupFailure?> RunAsync(int attempt)
    {
        var name = $"setup-{setup.Worker}-{attempt}.log";
        var log = Path.Join(setup.Folders.Output, name);
        using var output = OutputFiles.Append(log);
        var process = setup.Processes.Start(new()
        {
            Command = CommandLine.OfText(setup.Shell, setup.Spec.Setup!),
            Environment = environment,
            Directory = setup.Folders.Root,
            Stdout = output,
            Stderr = output,
            Limits = new(setup.Spec.Timeout) { Grace = setup.Grace },
        });
        var end = await process.Ended;
        return end is { ExitCode: 0 }
            ? null
            : new($"The setup failed {attempt} times, last with {(end.ExitCode is { } code ? $"exit code {code}" : $"signal {end.Signal}")}; see {log}.", Keep(output, name));
    }

    /// <summary>What it wrote, made durable before a record refers to it.</summary>
    private AttemptOutput Keep(OutputFile output, string name)
    {
        OutputFiles.Sync(output);
        OutputFiles.SyncFolder(setup.Folders.Output);
        return output.Length is > 0 and var length ? new(new(name, 0, length), null) : AttemptOutput.Empty;
    }
}

/// <summary>A setup that failed.</summary>
/// <param name="Why">A sentence.</param>
/// <param name="Output">What its last try wrote, both streams as standard output; null: it could not be started.</param>
internal sealed record SetupFailure(string Why, AttemptOutput? Output);
