using System.Runtime.CompilerServices;
using Muster.Agent.Processes;
using Muster.Stores;

namespace Muster.Cli.Doctor;

/// <summary>Makes checks, one after the other. One that throws is a failed check.</summary>
internal static class Examination
{
    /// <summary>What all of them found, in their order.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<IReadOnlyList<NamedFinding>> MakeAsync(IEnumerable<IDoctorCheck> checks, CancellationToken cancel)
    {
        var findings = new List<NamedFinding>();
        await foreach (var found in EachAsync(checks, cancel))
            findings.Add(found);
        return findings;
    }

    /// <summary>What each found, as soon as it has.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async IAsyncEnumerable<NamedFinding> EachAsync(IEnumerable<IDoctorCheck> checks, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var check in checks)
            yield return new(check.Name, await MakeAsync(check, cancel));
    }

    /// <summary>0 when no check failed, else 1.</summary>
    public static int CodeOf(IEnumerable<NamedFinding> findings) =>
        findings.Any(found => found.Finding.Status == CheckStatus.Fail) ? ExitCode.Failed : ExitCode.Done;

    private static async Task<Finding> MakeAsync(IDoctorCheck check, CancellationToken cancel)
    {
        try
        {
            return await check.LookAsync(cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return error is StoreUnusableException or StoreUnavailableException or StartException or NoStoreException
                ? Finding.Fail(error.Message, null)
                : Finding.Fail($"The check itself failed: {error.GetType().Name}: {error.Message}", "Mend what the error names; if it names nothing of yours, report it as a fault of Muster.");
        }
    }
}
