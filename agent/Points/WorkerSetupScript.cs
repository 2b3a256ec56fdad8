using Muster.Agent.Output;
using Muster.Agent.Processes;

namespace Muster.Agent.Points;

/// <summary>The spec's <c>setup</c>, run once per worker before its first point, in the run's folder; tried three times.</summary>
internal sealed class WorkerSetupScript(PointExecutorSetup setup, EnvironmentTemplate environment)
{
    private const int Tries = 3;
    private readonly Lock gate = new();
    private Task<string?>? running;

    /// <summary>Runs it, or waits for the one run that is under way.</summary>
    /// <returns>Why it failed, as a sentence; null: it succeeded.</returns>
    public Task<string?> RunOnceAsync()
    {
        lock (gate)
            return running ??= Task.Run(TryAsync);
    }

    private async Task<string?> TryAsync()
    {
        string? failure = null;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                failure = await RunAsync(attempt);
            }
            catch (Exception error) when (error is StartException or OutputException or IOException or UnauthorizedAccessException)
            {
                failure = $"The setup could not be started: {error.Message}";
            }

            if (failure is null)
                return null;
        }

        return failure;
    }

    private async Task<string?> RunAsync(int attempt)
    {
        var log = Path.Join(setup.Folders.Output, $"setup-{setup.Worker}-{attempt}.log");
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
            : $"The setup failed {attempt} times, last with {(end.ExitCode is { } code ? $"exit code {code}" : $"signal {end.Signal}")}; see {log}.";
    }
}
