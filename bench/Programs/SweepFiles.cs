using System.Globalization;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Bench.Programs;

/// <summary>Sweep files of a wanted size.</summary>
internal static class SweepFiles
{
    /// <summary>Points of <c>true</c>, so many at a time.</summary>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="points">Number of points.</param>
    /// <param name="slots">Slots that this machine shall have, by the cores that each point asks for.</param>
    public static string Short(TemporaryFolder folder, int points, int slots)
    {
        var cpus = decimal.Truncate(10_000m * Environment.ProcessorCount / slots) / 10_000m;
        return folder.Write($"short-{points}-{slots}.yaml", $$"""
            name: short
            command: "true"
            resources: {cpus: {{cpus.ToString(CultureInfo.InvariantCulture)}}}
            grid:
              n: [{{Numbers(points)}}]

            """);
    }

    /// <summary>A grid of four axes: three of ten values, and one of a thousandth of the points.</summary>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="points">Number of points, a multiple of 1,000.</param>
    public static string Grid(TemporaryFolder folder, int points) => folder.Write($"grid-{points}.yaml", $$"""
        name: grid-{{points}}
        command: "true"
        grid:
          seed: [{{Numbers(points / 1000)}}]
          alpha: [{{Numbers(10)}}]
          beta: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
          method: [gzip, bzip2, xz, zstd, lz4, brotli, lzma, snappy, deflate, store]

        """);

    /// <summary>Writes the canonical bytes of every point of a sweep file: what a tool would have to send that cannot compute grids.</summary>
    /// <returns>The file's path.</returns>
    public static string Canonical(TemporaryFolder folder, string sweep)
    {
        var reading = SweepFile.Read(sweep, () => Stream.Null);
        var points = new PointSource(reading.Spec ?? throw BenchException.Of(string.Join(Environment.NewLine, reading.Errors)), null);
        var path = Path.ChangeExtension(sweep, ".rows");
        using var file = File.Create(path);
        using var writer = new RowFileWriter(file);
        for (var point = 0L; point < points.Count; point++)
            writer.Append(new(points[point].Parameters, Placement.PlacementSpec.Anywhere));
        writer.Complete();
        return path;
    }

    private static string Numbers(int count) => string.Join(", ", Enumerable.Range(1, count));
}
