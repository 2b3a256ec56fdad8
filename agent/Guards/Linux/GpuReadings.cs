using System.Globalization;

namespace Muster.Agent.Guards.Linux;

/// <summary>The GPUs of all makes together.</summary>
internal static class GpuReadings
{
    /// <summary>Percent of each; null: that of one at least is unknown.</summary>
    public static async Task<IReadOnlyList<double>?> ReadAsync(string root, IGpuReadings nvidia, CancellationToken cancel)
    {
        var amd = Readings.Try(() => ReadAmd(Path.Join(root, "sys/class/drm")));
        if (!nvidia.IsThere)
            return HasNvidia(root) ? null : amd;
        return await nvidia.ReadAsync(cancel) is { } percents && amd is not null ? [.. percents, .. amd] : null;
    }

    private static bool HasNvidia(string root) =>
        Readings.Try(() => Directory.GetFileSystemEntries(Path.Join(root, "dev"), "nvidia?")) is not { } devices || devices.Any(path => char.IsAsciiDigit(path[^1]));

    // The driver of AMD's says it in a file of the card.
    private static IReadOnlyList<double> ReadAmd(string cards) => Directory.Exists(cards)
        ? [.. Directory.EnumerateFileSystemEntries(cards, "card*").Select(card => Path.Join(card, "device/gpu_busy_percent")).Where(File.Exists)
            .Select(file => double.Parse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture))]
        : [];
}
