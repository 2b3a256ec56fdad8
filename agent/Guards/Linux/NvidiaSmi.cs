using System.Diagnostics;
using System.Globalization;

namespace Muster.Agent.Guards.Linux;

/// <summary>Asks <c>nvidia-smi</c>, within a time: its driver may hang.</summary>
/// <param name="path">The folders to find it in, as in <c>PATH</c>.</param>
/// <param name="patience">How long it may take; null: 5 seconds.</param>
internal sealed class NvidiaSmi(string path, TimeSpan? patience = null) : IGpuReadings
{
    private readonly TimeSpan longest = patience ?? TimeSpan.FromSeconds(5);
    private readonly string? program = path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Join(folder, "nvidia-smi")).FirstOrDefault(File.Exists);

    /// <inheritdoc />
    public bool IsThere => program is not null;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<double>?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program!, ["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            })!;
            return await ReadAsync(process, cancel);
        }
        catch (Exception unknown) when (unknown is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>A percentage a line; null: a line is none, such as <c>[N/A]</c>.</summary>
    internal static IReadOnlyList<double>? Parse(string answer)
    {
        var percents = new List<double>();
        foreach (var line in answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(line, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
                return null;
            percents.Add(percent);
        }

        return percents;
    }

    private async Task<IReadOnlyList<double>?> ReadAsync(Process process, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ended.CancelAfter(longest);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(ended.Token);
            var answer = await process.StandardOutput.ReadToEndAsync(ended.Token);
            await errors;
            await process.WaitForExitAsync(ended.Token);
            return process.ExitCode == 0 ? Parse(answer) : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            // One that hangs in the kernel ends later: until then the question stays open, and no second one joins it.
            await process.WaitForExitAsync(cancel);
            return null;
        }
    }
}
