using System.Globalization;
using Muster.Cli.Stores;
using Muster.Fleet;

namespace Muster.Cli.Doctor;

/// <summary>How much each spoke's account may launch, as the spokes told when they answered last, which the check before this one asks them to.</summary>
/// <param name="address">The store.</param>
/// <param name="context">Opens the store.</param>
internal sealed class QuotasCheck(StoreAddress address, CommandContext context) : IDoctorCheck
{
    /// <inheritdoc />
    public string Name => "quotas";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        using var store = context.OpenStore(address);
        return store?.Platform is { } platform && await platform.Fleet.ListSpokesAsync(cancel) is { Count: > 0 } spokes
            ? Judge(spokes)
            : Finding.Skip($"No platform is deployed for {address.Text}.");
    }

    /// <summary>Decides: a spoke that could not read its quotas, or may launch nothing, is a warning.</summary>
    public static Finding Judge(IReadOnlyList<SpokeRecord> spokes)
    {
        var unread = spokes.Where(spoke => spoke.Quotas.Count == 0).Select(spoke => $"{spoke.Key}").ToList();
        if (unread.Count > 0)
            return Finding.Warn($"No quotas were told by {string.Join(", ", unread)}", "Look at the last execution of the spoke's machine 'check', which reads them; launches go on without.");
        var closed = spokes.Where(spoke => spoke.Quotas.All(quota => quota.Value <= 0)).Select(spoke => $"{spoke.Key}").ToList();
        return closed.Count > 0
            ? Finding.Warn($"Nothing may be launched in {string.Join(", ", closed)}: all of its quotas of virtual CPUs are 0", "Ask for more in the console of Service Quotas, or take the spoke out of cdk.json.")
            : Finding.Ok(string.Join("; ", spokes.Select(spoke => $"{spoke.Key}: {string.Join(", ", spoke.Quotas.Select(Text))}")));
    }

    private static string Text(SpokeQuota quota) => string.Create(CultureInfo.InvariantCulture, $"{quota.Value:0.##} vCPUs of {quota.Name}");
}
