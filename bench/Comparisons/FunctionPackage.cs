using System.IO.Compression;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>How large the functions' package is.</summary>
internal sealed class FunctionPackage : IComparison
{
    private const long LimitBytes = 25_000_000;

    /// <inheritdoc />
    public string Name => "function-package";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var zip = bench.Folder.PathOf("functions.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
            archive.CreateEntryFromFile(bench.Functions, "bootstrap", CompressionLevel.Optimal);
        yield return Row.Memory($"package of the functions, zipped ({new FileInfo(bench.Functions).Length / 1e6:0} MB in one file)", [new FileInfo(zip).Length], LimitBytes);
        File.Delete(zip);
    }
}
